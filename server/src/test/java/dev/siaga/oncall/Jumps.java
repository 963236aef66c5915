package dev.siaga.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/** Where the clocks jump. */
final class Jumps {
  private Jumps() {}

  /** Most of the interest lies where the clocks jump, so most walks begin a few days before. */
  static Instant near(ZoneId zone, Random random) {
    int year = zone.getId().equals("Pacific/Apia") ? 2011 : 2015 + random.nextInt(20);
    var at =
        LocalDateTime.of(year, 1, 1, 0, 0)
            .atZone(zone)
            .toInstant()
            .plus(random.nextInt(365), ChronoUnit.DAYS);
    var jump = zone.getRules().nextTransition(at);
    return jump == null || random.nextInt(5) == 0
        ? at
        : jump.getInstant().minus(6, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
  }
}
