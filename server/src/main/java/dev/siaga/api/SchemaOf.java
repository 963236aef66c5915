package dev.siaga.api;

import static dev.siaga.api.OpenApi.ordered;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** JSON Schemas (2020-12) of the records of which bodies are made, as Jackson writes them here. */
final class SchemaOf {
  private static final Map<Type, Map<String, Object>> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, ordered("type", "string")),
          Map.entry(Text.class, ordered("type", "string")),
          Map.entry(boolean.class, ordered("type", "boolean")),
          Map.entry(Boolean.class, ordered("type", "boolean")),
          Map.entry(int.class, ordered("type", "integer", "format", "int32")),
          Map.entry(Integer.class, ordered("type", "integer", "format", "int32")),
          Map.entry(long.class, ordered("type", "integer", "format", "int64")),
          Map.entry(Long.class, ordered("type", "integer", "format", "int64")),
          Map.entry(Instant.class, ordered("type", "string", "format", "date-time")),
          Map.entry(UUID.class, ordered("type", "string", "format", "uuid")),
          Map.entry(URI.class, ordered("type", "string", "format", "uri-reference")),
          Map.entry(
              Name.class,
              ordered("type", "string", "pattern", "^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$")),
          Map.entry(Labels.class, words()),
          Map.entry(JsonNode.class, ordered("type", "object")));

  private final SortedMap<String, Object> named = new TreeMap<>();

  /** All that were asked for, and those of which they are made. */
  Map<String, Object> named() {
    return named;
  }

  Map<String, Object> page(Class<?> type) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("items", ordered("type", "array", "items", of(type)));
    properties.put("next", ordered("type", "string"));
    return ordered("type", "object", "required", List.of("items"), "properties", properties);
  }

  /** What we read, where an unknown field is a mistake. */
  Map<String, Object> ofRequest(Class<?> type) {
    var reference = of(type);
    close(type);
    return reference;
  }

  private void close(Class<?> type) {
    @SuppressWarnings("unchecked") // only such maps are put in
    var schema = (Map<String, Object>) named.get(type.getSimpleName());
    if (schema != null) {
      schema.put("additionalProperties", false);
    }
  }

  Map<String, Object> of(Type type) {
    var plain = PLAIN.get(type);
    if (plain != null) {
      return plain;
    }
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic);
    }
    if (!(type instanceof Class<?> known)) {
      throw new IllegalArgumentException("no schema for " + type);
    }
    if (known.isEnum()) {
      return ofEnum(known);
    }
    if (!known.isRecord()) {
      throw new IllegalArgumentException("no schema for " + type);
    }
    return ofRecord(known);
  }

  private Map<String, Object> ofGeneric(ParameterizedType generic) {
    var arguments = generic.getActualTypeArguments();
    if (generic.getRawType() == List.class) {
      return ordered("type", "array", "items", of(arguments[0]));
    }
    if (generic.getRawType() == Map.class) {
      return ordered("type", "object", "additionalProperties", of(arguments[1]));
    }
    throw new IllegalArgumentException("no schema for " + generic);
  }

  private static Map<String, Object> ofEnum(Class<?> type) {
    var words =
        Arrays.stream(type.getEnumConstants())
            .map(each -> ((Enum<?>) each).name().toLowerCase(Locale.ROOT))
            .toList();
    return ordered("type", "string", "enum", words);
  }

  private Map<String, Object> ofRecord(Class<?> type) {
    var components = type.getRecordComponents();
    if (components.length == 1
        && components[0].getAccessor().isAnnotationPresent(JsonValue.class)) {
      return of(components[0].getGenericType());
    }
    var name = type.getSimpleName();
    if (!named.containsKey(name)) {
      var schema = new LinkedHashMap<String, Object>();
      named.put(name, schema); // before its parts, which may contain it
      schema.put("type", "object");
      var required = required(components);
      if (!required.isEmpty()) {
        schema.put("required", required);
      }
      schema.put("properties", properties(components));
    }
    return ordered("$ref", "#/components/schemas/" + name);
  }

  private static List<String> required(RecordComponent[] components) {
    var required = new ArrayList<String>();
    for (var component : components) {
      if (!Json.isNullable(component.getAnnotatedType())) {
        required.add(component.getName());
      }
    }
    return required;
  }

  private Map<String, Object> properties(RecordComponent[] components) {
    var properties = new LinkedHashMap<String, Object>();
    for (var component : components) {
      properties.put(component.getName(), of(component.getGenericType()));
    }
    return properties;
  }

  private static Map<String, Object> words() {
    return ordered("type", "object", "additionalProperties", Map.of("type", "string"));
  }
}
