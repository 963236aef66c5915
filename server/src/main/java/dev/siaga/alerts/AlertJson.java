package dev.siaga.alerts;

import dev.siaga.kernel.Text;
import java.io.StringWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How the parts of an alert that are not columns of their own lie in its row. */
final class AlertJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<TreeMap<String, SourceState>> SOURCES =
      new TypeReference<>() {};

  private AlertJson() {}

  static String write(Object part) {
    return JSON.writeValueAsString(part);
  }

  /** By hand, since every new alert has two of these and the mapper takes twice as long. */
  static String write(Map<String, String> texts) {
    var json = new StringWriter();
    try (var generator = JSON.createGenerator(json)) {
      generator.writeStartObject();
      texts.forEach(generator::writeStringProperty);
      generator.writeEndObject();
    }
    return json.toString();
  }

  static Map<String, String> texts(String json) {
    return JSON.readValue(json, TEXTS);
  }

  static SortedMap<String, SourceState> sources(String json) {
    return JSON.readValue(json, SOURCES);
  }

  static Text text(String json) {
    return JSON.readValue(json, Text.class);
  }
}
