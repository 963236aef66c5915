package dev.siaga.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.siaga.oncall.SupportHoursSpec.Block;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random hours in zones whose clocks jump, against an oracle that is slow and obvious: it watches
 * the clock on the wall minute by minute. A block is open from the first time the clock shows its
 * begin (or has jumped over it) until the last time it shows something before its end.
 */
@Tag("slow")
class Random_hours {
  private static final int MINUTES = 13 * 24 * 60;
  private static final List<String> ZONES =
      List.of(
          "Europe/London",
          "Asia/Jakarta",
          "America/New_York",
          "Australia/Lord_Howe",
          "America/Sao_Paulo",
          "Africa/Casablanca",
          "Pacific/Apia",
          "Asia/Kathmandu",
          "UTC");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void are_what_the_clock_on_the_wall_says(long seed) {
    var random = new Random(seed);
    var zone = ZONES.get(random.nextInt(ZONES.size()));
    var spec = new SupportHoursSpec(ZoneId.of(zone), blocks(random));
    var start = Jumps.near(ZoneId.of(zone), random);
    boolean[] oracle = oracle(spec, start);
    var hours = new WeeklyHours(spec);
    // Three days at each end are there only so that the oracle sees what came before and after.
    for (int minute = 3 * 1440; minute < MINUTES - 3 * 1440; minute++) {
      var at = start.plus(Duration.ofMinutes(minute));
      if (hours.inside(at) != oracle[minute]) {
        fail(
            "seed %d: %s at %s should be %s",
            seed, spec, at.atZone(spec.timeZone()), oracle[minute]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110})
  void change_exactly_when_they_say_they_will(long seed) {
    var random = new Random(seed);
    var zone = ZONES.get(random.nextInt(ZONES.size()));
    var hours = new WeeklyHours(new SupportHoursSpec(ZoneId.of(zone), blocks(random)));
    var at = Jumps.near(ZoneId.of(zone), random);
    for (int i = 0; i < 40; i++) {
      var change = hours.changes(at).orElse(null);
      if (change == null) {
        assertThat(hours.inside(at)).as("seed %d: hours that never change", seed).isTrue();
        return;
      }
      assertThat(change).as("seed %d", seed).isAfter(at);
      boolean now = hours.inside(at);
      long steps = Math.max(1, Duration.between(at, change).toMinutes() / 97);
      for (var t = at; t.isBefore(change); t = t.plus(Duration.ofMinutes(steps))) {
        if (hours.inside(t) != now) {
          fail("seed %d: changes at %s, before %s", seed, t, change);
        }
      }
      assertThat(hours.inside(change.minusNanos(1))).as("seed %d", seed).isEqualTo(now);
      assertThat(hours.inside(change)).as("seed %d at %s", seed, change).isEqualTo(!now);
      at = change;
    }
  }

  private static boolean[] oracle(SupportHoursSpec spec, Instant start) {
    var shown = new LocalDateTime[MINUTES];
    var latestSoFar = new LocalDateTime[MINUTES];
    var earliestFromHere = new LocalDateTime[MINUTES];
    for (int m = 0; m < MINUTES; m++) {
      shown[m] = LocalDateTime.ofInstant(start.plus(m, ChronoUnit.MINUTES), spec.timeZone());
      latestSoFar[m] =
          m > 0 && latestSoFar[m - 1].isAfter(shown[m]) ? latestSoFar[m - 1] : shown[m];
    }
    for (int m = MINUTES - 1; m >= 0; m--) {
      boolean later = m < MINUTES - 1 && earliestFromHere[m + 1].isBefore(shown[m]);
      earliestFromHere[m] = later ? earliestFromHere[m + 1] : shown[m];
    }
    var inside = new boolean[MINUTES];
    var from = shown[0].toLocalDate();
    for (var date = from;
        !date.isAfter(shown[MINUTES - 1].toLocalDate());
        date = date.plusDays(1)) {
      for (var block : spec.weekly()) {
        if (block.days().stream().map(Weekday::day).toList().contains(date.getDayOfWeek())) {
          var begin = date.atStartOfDay().plusMinutes(block.from().minuteOfDay());
          boolean tomorrow = block.to().minuteOfDay() <= block.from().minuteOfDay();
          var end =
              date.plusDays(tomorrow ? 1 : 0).atStartOfDay().plusMinutes(block.to().minuteOfDay());
          for (int m = 0; m < MINUTES; m++) {
            inside[m] |= !latestSoFar[m].isBefore(begin) && earliestFromHere[m].isBefore(end);
          }
        }
      }
    }
    return inside;
  }

  private static List<Block> blocks(Random random) {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      var days = Arrays.stream(Weekday.values()).filter(_ -> random.nextBoolean()).toList();
      int from = time(random);
      blocks.add(
          new Block(
              days.isEmpty() ? List.of(Weekday.SUN) : days,
              new WallTime(from),
              new WallTime(random.nextInt(6) == 0 ? WallTime.MINUTES_PER_DAY : time(random))));
    }
    return blocks;
  }

  /** Often in the small hours, where the clocks jump. */
  private static int time(Random random) {
    int step = random.nextBoolean() ? 30 : 1;
    int range = random.nextBoolean() ? 4 * 60 : WallTime.MINUTES_PER_DAY;
    return random.nextInt(range / step) * step;
  }
}
