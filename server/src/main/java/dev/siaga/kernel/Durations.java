package dev.siaga.kernel;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Lengths of time as people write them in configuration: {@code 90s}, {@code 10m}, {@code 1h30m}.
 */
public interface Durations {
  Pattern FORM =
      Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,8})s)?");

  static Duration parse(String text) {
    var match = FORM.matcher(text.strip());
    if (text.isBlank() || !match.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a length of time such as 90s, 10m or 1h30m");
    }
    return Duration.ofDays(number(match.group(1)))
        .plusHours(number(match.group(2)))
        .plusMinutes(number(match.group(3)))
        .plusSeconds(number(match.group(4)));
  }

  /** The shortest form that {@link #parse} reads back, to the second. */
  static String text(Duration length) {
    var text = new StringBuilder();
    append(text, length.toDays(), 'd');
    append(text, length.toHoursPart(), 'h');
    append(text, length.toMinutesPart(), 'm');
    append(text, length.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, char unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  private static long number(@org.jspecify.annotations.Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
