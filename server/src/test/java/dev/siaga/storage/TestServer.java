package dev.siaga.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/**
 * An embedded server for tests, which forces nothing to the disk; its programs are unpacked once
 * for all tests of a module, its data goes with it.
 */
public final class TestServer implements AutoCloseable {
  private static final int CONNECTION_COUNT_MAX = 200;
  private static final Duration COPY_MAX = Duration.ofMinutes(1);
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long MEMORY_BYTES_MIN = 4L << 30;
  private static final String RUN = "siaga-test-postgres-";
  private static final Path FOLDER = Path.of("target", "test-postgres").toAbsolutePath();

  private final Path data;
  private final EmbeddedPostgres postgres;

  private TestServer(Path data, EmbeddedPostgres postgres) {
    this.data = data;
    this.postgres = postgres;
  }

  public static TestServer start() {
    try {
      removeRemains();
      var data = runs().resolve(RUN + ProcessHandle.current().pid());
      copyInto(data);
      return new TestServer(data, EmbeddedPostgres.start(data, options()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As the product does it. */
  public static void migrate(DataSource database) {
    Migrations.apply(database);
  }

  /** Making a database takes seconds, copying one does not; this says when a copy is outdated. */
  private static String makingVersion() throws IOException {
    try (var code = TestServer.class.getResourceAsStream("PostgresCluster.class")) {
      return Integer.toHexString(Arrays.hashCode(requireNonNull(code).readAllBytes()));
    }
  }

  /** A data folder as a first start leaves it. */
  static void copyInto(Path data) throws IOException {
    var seed = FOLDER.resolve("seed-" + makingVersion());
    if (!Files.isDirectory(seed)) {
      var making = FOLDER.resolve("making-" + ProcessHandle.current().pid());
      EmbeddedPostgres.start(making, options()).close();
      Files.move(making, seed, StandardCopyOption.ATOMIC_MOVE);
    }
    var command = List.of("cp", "-a", seed.toString(), data.toString());
    Subprocess.run("copying a database", command, "", COPY_MAX);
  }

  static EmbeddedPostgres.Options options() {
    return new EmbeddedPostgres.Options(false, CONNECTION_COUNT_MAX, binaries(), () -> {});
  }

  static Path binaries() {
    return FOLDER.resolve("binaries");
  }

  public String jdbcUrl() {
    return postgres.jdbcUrl();
  }

  public String user() {
    return postgres.user();
  }

  public String password() {
    return postgres.password();
  }

  @Override
  public void close() {
    postgres.close();
    delete(data);
  }

  /** Where data that nobody keeps lies: in memory where that is large, else on the disk. */
  static Path runs() throws IOException {
    Files.createDirectories(FOLDER);
    var roomy = Files.isWritable(MEMORY) && MEMORY.toFile().getUsableSpace() >= MEMORY_BYTES_MIN;
    return roomy ? MEMORY : FOLDER;
  }

  /** Of test runs that were killed. */
  private static void removeRemains() throws IOException {
    try (var runs = Files.newDirectoryStream(runs(), RUN + "*")) {
      for (var run : runs) {
        var pid = Long.parseLong(run.getFileName().toString().substring(RUN.length()));
        if (ProcessHandle.of(pid).isEmpty()) {
          delete(run);
        }
      }
    }
  }

  private static void delete(Path folder) {
    try {
      Trees.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
