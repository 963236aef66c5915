package dev.siaga.resources;

import dev.siaga.kernel.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps out of specs what the database cannot hold, and what says nothing. */
final class SpecText {
  private static final int DEPTH_MAX = 50;

  private SpecText() {}

  /** PostgreSQL refuses NUL in text and JSON, and half a surrogate pair is no character. */
  static List<FieldMistake> mistakes(JsonNode spec) {
    var mistakes = new ArrayList<FieldMistake>();
    if (spec.toString().length() > Document.SPEC_CHARS_MAX) {
      mistakes.add(
          new FieldMistake(FieldPath.SPEC, Text.of("resources.too-long", Document.SPEC_CHARS_MAX)));
      return mistakes;
    }
    walk(FieldPath.SPEC, spec, 0, mistakes);
    return mistakes;
  }

  /** In JSON a field that is null says the same as one that is absent. */
  static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var name : new TreeSet<>(object.propertyNames())) {
        if (object.path(name).isNull()) {
          object.remove(name);
        }
      }
    }
    node.forEach(SpecText::dropNulls);
  }

  private static void walk(String path, JsonNode at, int depth, List<FieldMistake> mistakes) {
    if (depth > DEPTH_MAX) {
      mistakes.add(new FieldMistake(path, Text.of("resources.too-deep", DEPTH_MAX)));
      return;
    }
    if (at.isString() && isBroken(at.stringValue())) {
      mistakes.add(new FieldMistake(path, Text.of("resources.bad-character")));
    }
    for (var property : at.properties()) {
      if (isBroken(property.getKey())) {
        mistakes.add(new FieldMistake(path, Text.of("resources.bad-character")));
      }
      walk(FieldPath.child(path, property.getKey()), property.getValue(), depth + 1, mistakes);
    }
    for (int i = 0; at.isArray() && i < at.size(); i++) {
      walk(FieldPath.item(path, i), at.path(i), depth + 1, mistakes);
    }
  }

  private static boolean isBroken(String text) {
    return text.codePoints()
        .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
