package dev.siaga.oncall;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * From what the clock on the wall shows to instants, in a zone whose clocks jump twice a year.
 *
 * <p>A time that is skipped happens when the clock jumps over it; one that repeats happens at its
 * first showing when something begins then, and at its last when something ends then. So a block of
 * hours is always one piece, and never shorter than what the configuration says.
 */
final class WallClock {
  private WallClock() {}

  /** The first instant at which the clock shows this or later. */
  static Instant first(LocalDateTime shown, ZoneId zone) {
    return at(shown, zone, 0);
  }

  /** The first instant from which the clock never shows anything earlier than this again. */
  static Instant last(LocalDateTime shown, ZoneId zone) {
    return at(shown, zone, 1);
  }

  private static Instant at(LocalDateTime shown, ZoneId zone, int which) {
    var rules = zone.getRules();
    var offsets = rules.getValidOffsets(shown);
    if (offsets.isEmpty()) {
      return rules.getTransition(shown).getInstant();
    }
    return shown.toInstant(offsets.get(Math.min(which, offsets.size() - 1)));
  }
}
