package dev.siaga.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.siaga.kernel.Name;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random weekly rotations against an oracle that counts, minute by minute, how often the clock on
 * the wall came to show the time of the hand-over.
 */
@Tag("slow")
class Random_rotations {
  private static final List<String> ZONES =
      List.of(
          "Europe/London",
          "Asia/Jakarta",
          "America/New_York",
          "Australia/Lord_Howe",
          "America/Sao_Paulo",
          "Africa/Casablanca",
          "UTC");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void hand_over_when_the_clock_on_the_wall_says_so(long seed) {
    var random = new Random(seed);
    var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    var weekly = weekly(random, Jumps.near(zone, random).atZone(zone).toLocalDateTime());
    var rotation = new WeeklyRotation(zone, weekly);
    var day = weekly.handOverDay().day();
    // The first hand-over lies in the week that ends with the start, so the walk begins before it.
    var handOver = weekly.start().minusDays(6).atStartOfDay();
    while (handOver.getDayOfWeek() != day) {
      handOver = handOver.plusDays(1);
    }
    handOver = handOver.plusMinutes(weekly.handOverTime().minuteOfDay());
    var at = handOver.minusDays(1).atZone(zone).toInstant();
    int turn = -1;
    for (int minute = 0; minute < 5 * 7 * 1440; minute++) {
      var now = at.plus(minute, ChronoUnit.MINUTES);
      if (!LocalDateTime.ofInstant(now, zone).isBefore(handOver)) {
        turn++;
        handOver = handOver.plusDays(7);
      }
      var expected = weekly.people().get(Math.floorMod(turn, weekly.people().size()));
      if (!rotation.turn(now).person().equals(expected)) {
        fail("seed %d: %s at %s should be %s", seed, weekly, now.atZone(zone), expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void leave_no_instant_without_a_turn_and_none_with_two(long seed) {
    var random = new Random(seed);
    var zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    var weekly = weekly(random, LocalDateTime.of(2015 + random.nextInt(15), 3, 1, 0, 0));
    var rotation = new WeeklyRotation(zone, weekly);
    // Six years, of which two lie before the start.
    var at = weekly.start().minusYears(2).atStartOfDay(zone).toInstant();
    for (int week = 0; week < 6 * 52; week++) {
      var turn = rotation.turn(at);
      assertThat(turn.from()).as("seed %d at %s", seed, at).isBeforeOrEqualTo(at);
      assertThat(turn.until()).as("seed %d at %s", seed, at).isAfter(at);
      assertThat(Duration.between(turn.from(), turn.until()))
          .isBetween(Duration.ofHours(6 * 24 + 22), Duration.ofHours(7 * 24 + 2));
      assertThat(rotation.turn(turn.from())).as("seed %d", seed).isEqualTo(turn);
      assertThat(rotation.turn(inside(turn, random))).as("seed %d", seed).isEqualTo(turn);
      assertThat(rotation.turn(turn.until()).from()).as("seed %d", seed).isEqualTo(turn.until());
      at = turn.until();
    }
  }

  private static Instant inside(WeeklyRotation.Turn turn, Random random) {
    long seconds = Duration.between(turn.from(), turn.until()).toSeconds();
    return turn.from().plusSeconds(random.nextLong(seconds));
  }

  private static RosterSpec.Weekly weekly(Random random, LocalDateTime start) {
    var people =
        IntStream.rangeClosed(1, 1 + random.nextInt(5)).mapToObj(i -> new Name("p" + i)).toList();
    int minute = random.nextBoolean() ? random.nextInt(4 * 60) : random.nextInt(24 * 60);
    return new RosterSpec.Weekly(
        start.toLocalDate().plusDays(random.nextInt(7)),
        List.of(Weekday.values()).get(random.nextInt(7)),
        new WallTime(minute),
        people);
  }
}
