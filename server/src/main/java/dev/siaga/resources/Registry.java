package dev.siaga.resources;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds of all capabilities, in the order in which they were registered. */
final class Registry {
  private final Map<String, RegisteredKind<?>> kinds = new LinkedHashMap<>();

  Registry(List<Kind<?>> kinds) {
    for (var kind : kinds) {
      if (this.kinds.put(kind.name(), new RegisteredKind<>(kind)) != null) {
        throw new IllegalArgumentException("kind " + kind + " is registered twice");
      }
    }
  }

  Optional<RegisteredKind<?>> find(String kind) {
    return Optional.ofNullable(kinds.get(kind));
  }

  List<String> names() {
    return List.copyOf(kinds.keySet());
  }
}
