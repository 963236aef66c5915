package dev.siaga.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares what the code says of itself with a file that people review. {@code -Doverwrite=true}
 * writes the file anew; the diff is then what a reviewer agrees to.
 */
public final class Golden {
  private Golden() {}

  /** Compares with a file named from the repository's root, such as docs/golden/modules.txt. */
  public static void check(String file, String actual) {
    var path = root().resolve(file);
    try {
      if (Boolean.getBoolean("overwrite")) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, actual);
      }
      var expected = Files.exists(path) ? Files.readString(path) : "";
      assertThat(actual)
          .as(
              "%s is not what the code says; if that is meant, run the test with -Doverwrite=true",
              file)
          .isEqualTo(expected);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The repository's folder: tests run in the folder of their module. */
  public static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = requireNonNull(folder.getParent(), "no mvnw in a folder above");
    }
    return folder;
  }
}
