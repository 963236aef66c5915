package dev.siaga.resources;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a wish to change configuration would do. */
sealed interface Plan {
  /** All of it is possible. */
  record Ready(List<Step> steps) implements Plan {
    List<Change> changes() {
      return steps.stream().map(Step::change).toList();
    }

    List<Step> writes() {
      return steps.stream().filter(s -> s.change().what() != Change.What.UNCHANGED).toList();
    }
  }

  record Mistaken(List<Mistake> mistakes) implements Plan {}

  /** What becomes of one resource. */
  record Step(ResourceKey key, Change change, JsonNode spec, Map<String, byte[]> sealed) {
    List<String> fields() {
      return change.fields().stream().map(Change.Field::field).toList();
    }
  }
}
