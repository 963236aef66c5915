package dev.siaga.incidents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.siaga.kernel.Characters;

/**
 * What an incident, an alert or a piece of evidence is called: one line, fit for a mail subject.
 */
public record Title(@JsonValue String text) {
  public static final int LENGTH_MAX = 200;

  @JsonCreator
  public Title {
    text = line(text);
    if (text.isEmpty() || text.length() > LENGTH_MAX) {
      throw new IllegalArgumentException("a title has 1 to " + LENGTH_MAX + " characters");
    }
  }

  static boolean isValid(String text) {
    var line = line(text);
    return !line.isEmpty() && line.length() <= LENGTH_MAX;
  }

  /** A title out of what a machine sent: shortened where it is too long, never refused. */
  public static Title clipped(String text, String otherwise) {
    var line = line(text);
    if (line.isEmpty()) {
      return new Title(otherwise);
    }
    return new Title(
        line.length() <= LENGTH_MAX ? line : Characters.start(line, LENGTH_MAX - 1) + "…");
  }

  @Override
  public String toString() {
    return text;
  }

  private static String line(String text) {
    return Characters.storable(text).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }
}
