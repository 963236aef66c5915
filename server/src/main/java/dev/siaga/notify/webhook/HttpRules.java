package dev.siaga.notify.webhook;

import dev.siaga.kernel.Text;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.channel.Outcome.TryLater;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each HTTP status means for the next try. Pure. */
final class HttpRules {
  static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);
  private static final Duration RETRY_AFTER_MIN = Duration.ofSeconds(1);

  private HttpRules() {}

  /**
   * What follows from an answer.
   *
   * @param said the beginning of the answer's body, already fit to be shown
   */
  static Outcome outcome(
      String host, int status, Optional<String> retryAfter, String id, String said, Instant now) {
    if (status >= 200 && status < 300) {
      return new Accepted(host, id);
    }
    if (status == 408 || status == 425 || status == 429 || status < 200 || status >= 500) {
      // The receiver has a limit for all of us, or is ill: other letters to it wait as well.
      var after = retryAfter.map(text -> pause(text, now)).orElse(null);
      return new TryLater(after, answered(status, said), Blame.DESTINATION);
    }
    if (status < 400) {
      return Outcome.never("notify.http-redirected", status);
    }
    return new Outcome.GiveUp(answered(status, said));
  }

  private static Text answered(int status, String said) {
    return said.isEmpty()
        ? Text.of("notify.http-answered", status)
        : Text.of("notify.http-answered-saying", status, said);
  }

  /** Seconds or a date; nonsense counts as absent. */
  static @Nullable Duration pause(String header, Instant now) {
    var text = header.strip();
    try {
      return bounded(
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(now, date(text)));
    } catch (DateTimeParseException nonsense) {
      return null;
    }
  }

  private static Instant date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(RETRY_AFTER_MIN) < 0) {
      return RETRY_AFTER_MIN;
    }
    return pause.compareTo(RETRY_AFTER_MAX) > 0 ? RETRY_AFTER_MAX : pause;
  }
}
