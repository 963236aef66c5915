package dev.siaga.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileTypeTest {
  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a00, PNG",
    "ffd8ffe000104a46, JPEG",
    "474946383961, GIF",
    "52494646000000005745425056, WEBP",
    "255044462d312e37, PDF"
  })
  void is_known_by_the_first_bytes(String hex, FileType type) {
    assertThat(FileType.of(HexFormat.of().parseHex(hex))).contains(type);
  }

  @Test
  void is_text_for_log_lines_with_colours() {
    assertThat(FileType.of("\u001b[31mERROR\u001b[0m Gehört\n".getBytes(StandardCharsets.UTF_8)))
        .contains(FileType.TEXT);
  }

  /** A page that somebody attaches is shown as its source, and runs in nobody's browser. */
  @Test
  void is_text_for_what_a_browser_would_run() {
    var page = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    assertThat(FileType.of(page)).contains(FileType.TEXT);
    assertThat(FileType.TEXT.contentType).startsWith("text/plain");
  }

  @ParameterizedTest
  @CsvSource({"504b030414000000", "1f8b0800", "7f454c46", "fffe41", "5249464600000000415649"})
  void is_absent_for_archives_programs_and_broken_text(String hex) {
    assertThat(FileType.of(HexFormat.of().parseHex(hex))).isEmpty();
  }
}
