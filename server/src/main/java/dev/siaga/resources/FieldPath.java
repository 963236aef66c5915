package dev.siaga.resources;

/** Paths in a document as people read them: {@code spec.methods[0].channel}. */
final class FieldPath {
  static final String SPEC = "spec";

  private FieldPath() {}

  /** From a JSON pointer within the spec, as in {@code /methods/0/channel}. */
  static String ofPointer(String pointer) {
    var path = new StringBuilder(SPEC);
    for (var step : pointer.split("/", -1)) {
      if (!step.isEmpty()) {
        append(path, step.replace("~1", "/").replace("~0", "~"));
      }
    }
    return path.toString();
  }

  static String child(String path, String step) {
    var child = new StringBuilder(path);
    append(child, step);
    return child.toString();
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** A field of a spec as {@link Mistakes} takes it; empty means the spec as a whole. */
  static String inSpec(String field) {
    if (field.isEmpty()) {
      return SPEC;
    }
    return field.startsWith("[") ? SPEC + field : SPEC + "." + field;
  }

  private static void append(StringBuilder path, String step) {
    boolean index = !step.isEmpty() && step.chars().allMatch(Character::isDigit);
    if (index) {
      path.append('[').append(step).append(']');
    } else {
      path.append('.').append(step);
    }
  }
}
