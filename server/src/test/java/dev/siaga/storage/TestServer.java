package dev.siaga.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An embedded server for tests, which forces nothing to the disk; its programs are unpacked once
 * for all tests of a module, its data goes with it.
 */
public final class TestServer implements AutoCloseable {
  private static final int CONNECTION_COUNT_MAX = 200;
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
      var data = Files.createDirectories(FOLDER.resolve("run-" + ProcessHandle.current().pid()));
      return new TestServer(data, EmbeddedPostgres.start(data, options()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
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

  /** Of test runs that were killed. */
  private static void removeRemains() throws IOException {
    Files.createDirectories(FOLDER);
    try (var runs = Files.newDirectoryStream(FOLDER, "run-*")) {
      for (var run : runs) {
        var pid = Long.parseLong(run.getFileName().toString().substring("run-".length()));
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
