package dev.siaga.oncall;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/** What a clock on the wall shows, to the minute; {@code 24:00} is the end of a day. */
public record WallTime(int minuteOfDay) {
  public static final int MINUTES_PER_DAY = 24 * 60;
  private static final Pattern FORM = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)|24:00");

  public WallTime {
    if (minuteOfDay < 0 || minuteOfDay > MINUTES_PER_DAY) {
      throw new IllegalArgumentException("a time of day lies between 00:00 and 24:00");
    }
  }

  @JsonCreator
  public static WallTime parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not a time of day such as 09:00");
    }
    if (match.group(1) == null) {
      return new WallTime(MINUTES_PER_DAY);
    }
    int hour = Integer.parseInt(match.group(1));
    return new WallTime(hour * 60 + Integer.parseInt(match.group(2)));
  }

  LocalDateTime on(LocalDate date) {
    return date.atStartOfDay().plusMinutes(minuteOfDay);
  }

  @Override
  @JsonValue
  public String toString() {
    return "%02d:%02d".formatted(minuteOfDay / 60, minuteOfDay % 60);
  }
}
