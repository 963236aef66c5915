package dev.siaga.resources;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import dev.siaga.kernel.Durations;
import dev.siaga.kernel.Name;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The formats that our schemas use beside the standard ones. */
final class Formats {
  private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d|24:00");

  static final List<Format> ALL =
      List.of(
          new Own("resource-name", Name::isValid),
          new Own("time-zone", Formats::isTimeZone),
          new Own("length-of-time", Formats::isLengthOfTime),
          new Own("time-of-day", text -> TIME_OF_DAY.matcher(text).matches()));

  private Formats() {}

  private static boolean isTimeZone(String text) {
    try {
      return !ZoneId.of(text).getId().isEmpty();
    } catch (DateTimeException unknown) {
      return false;
    }
  }

  private static boolean isLengthOfTime(String text) {
    try {
      return !Durations.parse(text).isNegative();
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private record Own(String name, Predicate<String> test) implements Format {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return test.test(value);
    }
  }
}
