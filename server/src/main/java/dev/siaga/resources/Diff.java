package dev.siaga.resources;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The fields in which two specs (without their secrets) differ. Pure. */
final class Diff {
  /** A number is the same however it is written: 1, 1.0 and 1e0. */
  private static final Comparator<JsonNode> SAME_NUMBER =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private final List<Change.Field> fields = new ArrayList<>();

  private Diff() {}

  static List<Change.Field> of(JsonNode from, JsonNode to) {
    var diff = new Diff();
    diff.compare(FieldPath.SPEC, from, to);
    return diff.fields;
  }

  private void compare(String path, @Nullable JsonNode from, @Nullable JsonNode to) {
    if (from == null || to == null) {
      fields.add(new Change.Field(path, text(from), text(to), false));
      return;
    }
    if (from.equals(SAME_NUMBER, to)) {
      return;
    }
    if (from.isObject() && to.isObject()) {
      objects(path, from, to);
    } else if (isListOfObjects(from) && isListOfObjects(to)) {
      lists(path, from, to);
    } else {
      fields.add(new Change.Field(path, text(from), text(to), false));
    }
  }

  private void objects(String path, JsonNode from, JsonNode to) {
    var names = new TreeSet<>(from.propertyNames());
    names.addAll(to.propertyNames());
    names.forEach(name -> compare(path + "." + name, from.get(name), to.get(name)));
  }

  private void lists(String path, JsonNode from, JsonNode to) {
    for (int i = 0; i < Math.max(from.size(), to.size()); i++) {
      compare(FieldPath.item(path, i), from.get(i), to.get(i));
    }
  }

  private static boolean isListOfObjects(JsonNode node) {
    return node.isArray() && !node.isEmpty() && node.get(0).isObject();
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null ? null : value.toString();
  }
}
