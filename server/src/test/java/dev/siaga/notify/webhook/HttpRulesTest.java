package dev.siaga.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.GiveUp;
import dev.siaga.notify.channel.Outcome.TryLater;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void every_status_has_its_rule() {
    IntStream.range(100, 700)
        .forEach(status -> {
          var outcome =
              HttpRules.outcome("hook.example.com", status, Optional.empty(), "7", "", NOON);
          assertThat(outcome).as("HTTP %d", status).isInstanceOf(expected(status));
        });
  }

  private static Class<?> expected(int status) {
    if (status >= 200 && status <= 299) {
      return Accepted.class;
    }
    boolean later = status < 200 || status >= 500 || List.of(408, 425, 429).contains(status);
    return later ? TryLater.class : GiveUp.class;
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 1",
    "999999999, 3600",
    "' 30 ', 30",
    "'Wed, 25 Nov 2026 12:00:20 GMT', 20",
    "'Wed, 25 Nov 2026 11:00:00 GMT', 1",
    "'Thu, 26 Nov 2026 12:00:00 GMT', 3600"
  })
  void retry_after_is_honoured_within_bounds(String header, int seconds) {
    assertThat(HttpRules.pause(header, NOON)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"soon", "-5", "1.5", "99999999999999999999", "''"})
  void a_retry_after_that_means_nothing_counts_as_absent(String header) {
    assertThat(HttpRules.pause(header, NOON)).isNull();
  }
}
