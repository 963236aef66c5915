package dev.siaga.notify.channel;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message in the recipient's language, before a channel gives it its form.
 *
 * @param key the same for every attempt, so that a receiver can tell a repeat
 * @param address where to within the channel; empty when the channel has one place only
 * @param at when it leaves, for headers and signatures
 * @param thread what else belongs together with it, such as the incident
 */
public record Letter(
    String key,
    Kind kind,
    String address,
    Locale language,
    Instant at,
    String subject,
    String opening,
    List<Item> items,
    String closing,
    @Nullable String thread) {
  public static final int SUBJECT_LENGTH_MAX = 120;

  public Letter {
    subject = shortened(oneLine(subject), SUBJECT_LENGTH_MAX);
    address = address.strip();
    items = List.copyOf(items);
  }

  /** What the letter is for; programs that receive it decide by this. */
  public enum Kind {
    PAGE,
    QUIET,
    /** Nobody is woken, but one tap is asked for. */
    ASK,
    EXHAUSTED,
    TEST;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One thing that the letter names.
   *
   * @param delivery the key of the delivery that it fulfils
   * @param facts what a person reads
   * @param values the same for a program; names are a promise to receivers
   */
  public record Item(
      String delivery,
      String title,
      List<Fact> facts,
      SortedMap<String, String> values,
      @Nullable Link link) {
    public Item {
      title = oneLine(title);
      facts = List.copyOf(facts);
      values = new TreeMap<>(values);
    }
  }

  /** A label and its value, as in "Service: checkout". */
  public record Fact(String label, String value) {
    public Fact {
      value = oneLine(value);
    }
  }

  /** Where to go, and what the button says. */
  public record Link(String label, URI url) {}

  /**
   * Titles come from alerts that anybody may have written: no line breaks or control characters.
   */
  public static String oneLine(String text) {
    return text.codePoints()
        .map(point -> isControl(point) ? ' ' : point)
        .mapToObj(Character::toString)
        .collect(Collectors.joining())
        .strip();
  }

  /** Also U+0085, U+2028 and U+2029, which some readers take for a line break. */
  private static boolean isControl(int point) {
    return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
  }

  private static String shortened(String text, int lengthMax) {
    if (text.codePointCount(0, text.length()) <= lengthMax) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, lengthMax - 1)).strip() + "…";
  }
}
