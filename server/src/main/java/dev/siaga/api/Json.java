package dev.siaga.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.siaga.kernel.Text;
import dev.siaga.texts.Texts;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Bodies: records to JSON, with every {@link Text} in the asker's language, and JSON to records,
 * with the name of the field that is wrong.
 */
final class Json {
  private static final String LANGUAGE = "language";
  private static final Pattern NUL = Pattern.compile("\\x00|(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final JsonMapper mapper;

  Json(Texts texts) {
    this.mapper =
        JsonMapper.builder()
            .addModule(
                new SimpleModule("api")
                    .addSerializer(Text.class, new InWords(texts))
                    .addDeserializer(Instant.class, new Moments()))
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .changeDefaultPropertyInclusion(
                inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();
  }

  byte[] write(Object value, Locale language) {
    return mapper.writer().withAttribute(LANGUAGE, language).writeValueAsBytes(value);
  }

  JsonNode tree(Object value, Locale language) {
    return mapper.readTree(write(value, language));
  }

  /** Reads a record and refuses what is unknown, missing, or of another form. */
  <T> T read(byte[] body, Class<T> type) {
    if (holdsNul(body)) {
      throw Refused.invalid("", "api.nul");
    }
    T value;
    try {
      value = mapper.readValue(body, type);
    } catch (UnrecognizedPropertyException unknown) {
      throw Refused.invalid(path(unknown), "api.unknown-field", path(unknown));
    } catch (JacksonException wrong) {
      var path = path(wrong);
      throw path.isEmpty()
          ? Refused.invalid("", "api.not-json")
          : Refused.invalid(path, "api.wrong-value", path);
    }
    if (value == null) {
      throw Refused.invalid("", "api.not-json");
    }
    requireAll(value, "");
    return value;
  }

  /** PostgreSQL holds no such character, neither in text nor in jsonb. */
  private static boolean holdsNul(byte[] body) {
    return NUL.matcher(new String(body, StandardCharsets.ISO_8859_1)).find();
  }

  /** An instant within the years that dates and databases can count with; absent otherwise. */
  static Optional<Instant> instant(String text) {
    try {
      var instant = Instant.parse(text);
      return instant.isBefore(EARLIEST) || instant.isAfter(LATEST)
          ? Optional.empty()
          : Optional.of(instant.truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  /** Jackson gives null to what is absent, also where the record wants a value. */
  private static void requireAll(Object value, String path) {
    if (!value.getClass().isRecord() || !isOurs(value.getClass())) {
      return;
    }
    for (var component : value.getClass().getRecordComponents()) {
      var field = path.isEmpty() ? component.getName() : path + "." + component.getName();
      var part = part(value, component);
      if (part == null && !isNullable(component.getAnnotatedType())) {
        throw Refused.invalid(field, "api.required", field);
      }
      requireElements(part, component.getAnnotatedType(), field);
    }
  }

  private static void requireElements(@Nullable Object part, AnnotatedType type, String field) {
    if (part instanceof List<?> list && type instanceof AnnotatedParameterizedType) {
      for (int i = 0; i < list.size(); i++) {
        var at = field + "[" + i + "]";
        var element = list.get(i);
        if (element == null) {
          throw Refused.invalid(at, "api.required", at);
        }
        requireAll(element, at);
      }
    } else if (part != null) {
      requireAll(part, field);
    }
  }

  static boolean isNullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static boolean isOurs(Class<?> type) {
    return type.getPackageName().startsWith("dev.siaga");
  }

  private static @Nullable Object part(Object value, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("reading " + component, impossible);
    }
  }

  private static String path(JacksonException wrong) {
    var path = new StringBuilder();
    for (var step : wrong.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  /** Reads an instant, and refuses what no calendar of ours holds. */
  private static final class Moments extends StdDeserializer<Instant> {
    Moments() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
      var text = parser.getString();
      return instant(text)
          .orElseThrow(() ->
              context.weirdStringException(text, Instant.class, "not an instant of our time"));
    }
  }

  /** Says a text in the language of the answer. */
  private static final class InWords extends StdSerializer<Text> {
    private final transient Texts texts;

    InWords(Texts texts) {
      super(Text.class);
      this.texts = texts;
    }

    @Override
    public void serialize(Text text, JsonGenerator json, SerializationContext context) {
      var language = context.getAttribute(LANGUAGE);
      json.writeString(
          texts.render(text, language instanceof Locale locale ? locale : Locale.ENGLISH));
    }
  }
}
