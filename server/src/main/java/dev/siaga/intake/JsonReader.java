package dev.siaga.intake;

import dev.siaga.kernel.Characters;
import dev.siaga.kernel.Labels;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON token by token, strictly in what it takes and kindly in what it passes over: unknown
 * fields are skipped, wrong types are a mistake of that one alert.
 */
final class JsonReader implements AutoCloseable {
  static final int LABELS_MAX = 100;
  static final int NAME_CHARS_MAX = 256;
  static final int LABEL_CHARS_MAX = 4_096;
  static final int ANNOTATION_CHARS_MAX = 16_384;
  private static final int NESTING_MAX = 32;
  private static final String TEXT_WANTED = "must be a text";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
          .build();
  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static JsonReader of(byte[] body) {
    return new JsonReader(JSON.createParser(ObjectReadContext.empty(), body));
  }

  /** Runs the reading; what the parser can't make sense of becomes a word for the sender. */
  static <T> T reading(byte[] body, Reading<T> reading) {
    try (var json = of(body)) {
      return reading.read(json);
    } catch (JacksonException broken) {
      var where = broken.getLocation();
      var place =
          where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
      throw new Format.MalformedBody("not valid JSON" + place);
    }
  }

  /** The next token; absent at the end of the body. */
  @Nullable JsonToken next() {
    return parser.nextToken();
  }

  @Nullable JsonToken token() {
    return parser.currentToken();
  }

  /**
   * Within an object: the name of the next field, its value being the current token; absent: over.
   */
  @Nullable String nextField() {
    if (parser.nextToken() != JsonToken.PROPERTY_NAME) {
      return null;
    }
    var name = parser.currentName();
    parser.nextToken();
    return name;
  }

  /** How many objects and arrays are open. */
  int depth() {
    return parser.streamReadContext().getNestingDepth();
  }

  /** Goes on to the end of a value that was read in part, so that this depth is reached again. */
  void leaveTo(int depth) {
    parser.skipChildren();
    while (depth() > depth) {
      parser.nextToken();
      parser.skipChildren();
    }
  }

  void skip() {
    parser.skipChildren();
  }

  /** A text; null and numbers are none. */
  String text(String field) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(field, TEXT_WANTED);
    }
    return Characters.storable(parser.getString());
  }

  @Nullable String textOrNull(String field) {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : text(field);
  }

  /** A time as RFC 3339 has it. Year 1 is how Go writes "no time": it means absent, everywhere. */
  @Nullable Instant time(String field) {
    var text = textOrNull(field);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      var time = OffsetDateTime.parse(text);
      return time.getYear() <= 1 ? null : time.toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException wrong) {
      throw wrong(field, "must be a time such as 2026-01-31T12:00:00Z");
    }
  }

  Labels labels(String field) {
    return Labels.ofOwn(texts(field, LABEL_CHARS_MAX, false));
  }

  /** Longer ones are cut: a long description is no reason to lose an alert. */
  SortedMap<String, String> annotations(String field) {
    return texts(field, ANNOTATION_CHARS_MAX, true);
  }

  private SortedMap<String, String> texts(String field, int charsMax, boolean cut) {
    var texts = new TreeMap<String, String>();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return texts;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(field, "must be an object of texts");
    }
    for (var name = nextField(); name != null; name = nextField()) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw wrong(field + "." + name, TEXT_WANTED);
      }
      var value = Characters.storable(parser.getString());
      if (value.length() > charsMax && !cut) {
        throw wrong(field + "." + name, "is longer than " + charsMax + " characters");
      }
      if (name.isEmpty() || name.length() > NAME_CHARS_MAX) {
        throw wrong(field, "a name has 1 to " + NAME_CHARS_MAX + " characters");
      }
      texts.put(
          Characters.storable(name), value.length() > charsMax ? cut(value, charsMax) : value);
    }
    if (texts.size() > LABELS_MAX) {
      throw wrong(field, "has more than " + LABELS_MAX + " entries");
    }
    return texts;
  }

  WrongField wrong(String field, String why) {
    return new WrongField(field, why);
  }

  private static String cut(String value, int charsMax) {
    return Characters.start(value, charsMax - 1) + "…";
  }

  @Override
  public void close() {
    parser.close();
  }

  /** What is done with a reader. */
  @FunctionalInterface
  interface Reading<T> {
    T read(JsonReader json);
  }

  /** One field of one alert is wrong. It is thrown to leave the alert, and never leaves intake. */
  static final class WrongField extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;
    private final String field;

    WrongField(String field, String why) {
      super(why, null, false, false);
      this.field = field;
    }

    IntakeAnswer.Mistake mistake(int index) {
      return new IntakeAnswer.Mistake(index, field, String.valueOf(getMessage()));
    }
  }
}
