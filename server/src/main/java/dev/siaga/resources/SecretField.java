package dev.siaga.resources;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in the specs of a kind that can be written but never read back.
 *
 * @param hashed kept only as SHA-256: Siaga never needs the value, only to know it again
 */
record SecretField(List<String> path, boolean hashed) {
  /** As in {@code email.password}: what it is stored and asked for by. */
  String text() {
    return String.join(".", path);
  }

  Optional<JsonNode> in(JsonNode spec) {
    JsonNode at = spec;
    for (var step : path) {
      at = at.path(step);
    }
    return at.isMissingNode() ? Optional.empty() : Optional.of(at);
  }

  boolean hasParentIn(JsonNode spec) {
    return parent(spec) != null;
  }

  void set(JsonNode spec, String value) {
    var parent = parent(spec);
    if (parent != null) {
      parent.put(path.getLast(), value);
    }
  }

  void remove(JsonNode spec) {
    var parent = parent(spec);
    if (parent != null) {
      parent.remove(path.getLast());
    }
  }

  private @Nullable ObjectNode parent(JsonNode spec) {
    JsonNode at = spec;
    for (var step : path.subList(0, path.size() - 1)) {
      at = at.path(step);
    }
    return at instanceof ObjectNode object ? object : null;
  }
}
