package dev.siaga.oncall;

import dev.siaga.resources.Kind;
import dev.siaga.resources.SpecCheck;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;

/** When a team answers: weekly working hours in its own zone. Outside them nobody is woken. */
public record SupportHoursSpec(ZoneId timeZone, List<Block> weekly) {
  public static final Kind<SupportHoursSpec> KIND =
      Kind.of(SupportHoursSpec.class, "SupportHours", SpecCheck.none());

  public SupportHoursSpec {
    weekly = List.copyOf(weekly);
  }

  /** The same hours on some days of the week; {@code to} at or before {@code from} is tomorrow. */
  public record Block(List<Weekday> days, WallTime from, WallTime to) {
    public Block {
      days = List.copyOf(days);
    }

    boolean on(DayOfWeek day) {
      return days.stream().anyMatch(each -> each.day() == day);
    }

    boolean overMidnight() {
      return to.minuteOfDay() <= from.minuteOfDay();
    }
  }
}
