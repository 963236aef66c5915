package dev.siaga.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file that people review; {@code -Doverwrite=true} writes it anew. */
final class Golden {
  private Golden() {}

  static void check(String file, String actual) throws IOException {
    var path = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("golden").resolve(file);
    if (Boolean.getBoolean("overwrite")) {
      Files.writeString(path, actual);
    }
    assertThat(actual)
        .as("docs/golden/%s differs; if that is meant, run the test with -Doverwrite=true", file)
        .isEqualTo(Files.exists(path) ? Files.readString(path) : "");
  }
}
