package dev.siaga.resources;

import java.util.LinkedHashSet;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Puts the fields of a spec in the order of its schema, since the database keeps none. */
final class SpecOrder {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final JsonNode root;

  SpecOrder(JsonNode root) {
    this.root = root;
  }

  JsonNode of(JsonNode spec) {
    return ordered(spec, root);
  }

  private JsonNode ordered(JsonNode value, JsonNode schema) {
    var at = resolved(schema);
    if (value.isArray()) {
      var list = JSON.arrayNode();
      value.forEach(item -> list.add(ordered(item, at.path("items"))));
      return list;
    }
    if (!value.isObject()) {
      return value;
    }
    var object = JSON.objectNode();
    var names = new LinkedHashSet<>(at.path("properties").propertyNames());
    names.addAll(new TreeSet<>(value.propertyNames()));
    for (var name : names) {
      if (value.has(name)) {
        object.set(name, ordered(value.path(name), at.path("properties").path(name)));
      }
    }
    return object;
  }

  private JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asString("");
    return reference.startsWith("#/") ? root.at(reference.substring(1)) : schema;
  }
}
