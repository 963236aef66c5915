package dev.siaga.alerts;

import java.time.Duration;

/**
 * How long things count and are kept.
 *
 * @param resumeWithin a firing that comes back this soon after its end is the same one
 * @param firingsKept alerts, firings and silences that ended longer ago are let go
 */
public record AlertLimits(Duration resumeWithin, Duration firingsKept) {
  public static final AlertLimits DEFAULT =
      new AlertLimits(Duration.ofMinutes(5), Duration.ofDays(90));
}
