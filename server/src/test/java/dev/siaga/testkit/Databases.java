package dev.siaga.testkit;

import dev.siaga.storage.Database;
import dev.siaga.storage.StorageSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The product's own {@link Database} on a fresh test database, with a quick poll. */
public final class Databases {
  private static final Duration POLL = Duration.ofMillis(20);

  /** All nodes of a database have its one key. */
  private static final Path KEYS = keys();

  private Databases() {}

  private static Path keys() {
    try {
      var folder = Files.createTempDirectory("siaga-keys");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Not started: register handlers, then call {@code start()}. */
  public static Database fresh(InstantSource clock) {
    return on(TestDatabase.fresh(), clock);
  }

  /** Another node on the same database. */
  public static Database on(TestDatabase test, InstantSource clock) {
    try {
      var folder = Files.createTempDirectory("siaga-node");
      folder.toFile().deleteOnExit();
      return Database.open(
          new StorageSettings(
              folder,
              test.url(),
              test.user(),
              test.password(),
              KEYS.resolve(test.name()),
              false,
              POLL),
          clock);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
