package dev.siaga.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class LetterTest {
  @Test
  void a_subject_stays_on_one_line_whatever_an_alert_is_called() {
    assertThat(letter("Down\r\nBcc: all@example.com\u2028\u0000!").subject())
        .isEqualTo("Down  Bcc: all@example.com  !");
  }

  @Test
  void a_subject_is_short_and_never_cut_within_a_character() {
    var subject = letter("🔥".repeat(500)).subject();
    assertThat(subject.codePointCount(0, subject.length())).isEqualTo(Letter.SUBJECT_LENGTH_MAX);
    assertThat(subject).endsWith("🔥…");
  }

  private static Letter letter(String subject) {
    return new Letter(
        "key",
        Letter.Kind.PAGE,
        "",
        Locale.ENGLISH,
        Instant.EPOCH,
        subject,
        "",
        List.of(),
        "",
        null);
  }
}
