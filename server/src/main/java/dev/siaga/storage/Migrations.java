package dev.siaga.storage;

import dev.siaga.kernel.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Brings the schema up to this build's migrations.
 *
 * <p>To find that there is nothing to do takes Flyway a quarter of a second of every start. So what
 * it has found applied is written down as one fingerprint, and a build whose migrations have the
 * same does not ask again.
 */
final class Migrations {
  private static final String FOLDER = "db/migration";

  private Migrations() {}

  static void apply(DataSource database) {
    var fingerprint = fingerprint();
    var jdbi = Jdbi.create(database);
    if (jdbi.withHandle(Migrations::found).equals(Optional.of(fingerprint))) {
      return;
    }
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:" + FOLDER)
        .validateMigrationNaming(true)
        .load()
        .migrate();
    jdbi.useHandle(
        handle -> handle.createUpdate(Sql.WRITE.sql()).bind("fingerprint", fingerprint).execute());
  }

  private static Optional<String> found(Handle handle) {
    var isThere = handle.createQuery(Sql.IS_THERE.sql()).mapTo(Boolean.class).one();
    return isThere
        ? handle.createQuery(Sql.READ.sql()).mapTo(String.class).findOne()
        : Optional.empty();
  }

  /** Of the names and the text of all of them, in order. */
  static String fingerprint() {
    var all = new ByteArrayOutputStream();
    try {
      for (var name : names()) {
        all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        try (var file = Migrations.class.getResourceAsStream("/" + name)) {
          all.writeBytes(Objects.requireNonNull(file, name).readAllBytes());
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return Sha256.hex(all.toByteArray());
  }

  /** Of files in a jar, as it is shipped, or in a folder, as tests see it. */
  private static List<String> names() throws IOException {
    var folder = Objects.requireNonNull(Migrations.class.getResource("/" + FOLDER), FOLDER);
    if (folder.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFile().stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(FOLDER + "/") && name.endsWith(".sql"))
          .sorted()
          .toList();
    }
    try (var files = Files.list(Path.of(URI.create(folder.toString())))) {
      return files.map(file -> FOLDER + "/" + file.getFileName()).sorted().toList();
    }
  }

  enum Sql implements SqlText {
    IS_THERE("SELECT to_regclass('migrated') IS NOT NULL"),
    READ("SELECT fingerprint FROM migrated"),
    WRITE(
        """
        INSERT INTO migrated (fingerprint) VALUES (:fingerprint)
            ON CONFLICT (one) DO UPDATE SET fingerprint = excluded.fingerprint
        """);

    private final String sql;

    Sql(String sql) {
      this.sql = sql;
    }

    @Override
    public String sql() {
      return sql;
    }
  }
}
