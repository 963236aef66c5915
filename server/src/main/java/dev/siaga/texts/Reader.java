package dev.siaga.texts;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Who reads, and so how words and times are written. */
public record Reader(Locale language, ZoneId zone) {
  private static final ZoneId UTC = ZoneId.of("UTC"); // an offset would be shown as Z

  /** For programs, and for people of whom nothing but the language is known. */
  public static Reader inUtc(Locale language) {
    return new Reader(language, UTC);
  }

  /** An instant by the reader's clock, which the zone at its end names. */
  public String minute(Instant at) {
    return shown("d MMM uuuu HH:mm z", at);
  }

  public String second(Instant at) {
    return shown("d MMM uuuu HH:mm:ss z", at);
  }

  private String shown(String pattern, Instant at) {
    return DateTimeFormatter.ofPattern(pattern, language).withZone(zone).format(at);
  }
}
