package dev.siaga.oncall;

import dev.siaga.kernel.Name;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** People who take turns week by week: whose turn it is, and until when. */
final class WeeklyRotation {
  private final ZoneId zone;
  private final RosterSpec.Weekly weekly;
  private final LocalDate anchor;

  WeeklyRotation(ZoneId zone, RosterSpec.Weekly weekly) {
    this.zone = zone;
    this.weekly = weekly;
    this.anchor = weekly.start().with(TemporalAdjusters.previousOrSame(weekly.handOverDay().day()));
  }

  record Turn(Name person, Instant from, Instant until) {}

  Turn turn(Instant at) {
    long week = week(at);
    int whose = (int) Math.floorMod(week, (long) weekly.people().size());
    return new Turn(weekly.people().get(whose), handOver(week), handOver(week + 1));
  }

  /** Counted from the first one's week; negative before it. */
  private long week(Instant at) {
    long days = ChronoUnit.DAYS.between(anchor, at.atZone(zone).toLocalDate());
    long guess = Math.floorDiv(days, 7L) + 1;
    while (handOver(guess).isAfter(at)) {
      guess--;
    }
    return guess;
  }

  private Instant handOver(long week) {
    return WallClock.first(weekly.handOverTime().on(anchor.plusWeeks(week)), zone);
  }
}
