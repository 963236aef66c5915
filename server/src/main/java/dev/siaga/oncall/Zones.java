package dev.siaga.oncall;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people read them. */
final class Zones {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Zones() {}

  /** As the clock there shows it, with the zone: the same words in every language. */
  static String text(Instant at, ZoneId zone) {
    return LOCAL.format(at.atZone(zone)) + " " + zone.getId();
  }
}
