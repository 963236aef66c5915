package dev.siaga.resources;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Finds the write-only fields that a schema declares. */
final class SecretFields {
  private static final int DEPTH_MAX = 12;
  private final JsonNode schema;
  private final List<SecretField> found = new ArrayList<>();

  private SecretFields(JsonNode schema) {
    this.schema = schema;
  }

  static List<SecretField> of(JsonNode schema) {
    var fields = new SecretFields(schema);
    fields.walk(schema, List.of());
    return List.copyOf(fields.found);
  }

  private void walk(JsonNode at, List<String> path) {
    if (path.size() > DEPTH_MAX) {
      throw new IllegalStateException("a schema nests deeper than " + DEPTH_MAX + ": " + path);
    }
    if (at.path("writeOnly").booleanValue(false)) {
      found.add(new SecretField(path, at.path("x-hashed").booleanValue(false)));
      return;
    }
    if (at.has("$ref")) {
      walk(schema.at(at.path("$ref").stringValue("").substring(1)), path);
    }
    for (var property : at.path("properties").properties()) {
      walk(property.getValue(), with(path, property.getKey()));
    }
    if (at.has("items") && !new SecretFields(schema).walked(at.path("items")).isEmpty()) {
      throw new IllegalStateException("a write-only field in a list has no lasting place: " + path);
    }
  }

  private List<SecretField> walked(JsonNode items) {
    walk(items, List.of());
    return found;
  }

  private static List<String> with(List<String> path, String step) {
    var longer = new ArrayList<>(path);
    longer.add(step);
    return List.copyOf(longer);
  }
}
