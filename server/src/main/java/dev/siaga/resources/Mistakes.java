package dev.siaga.resources;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import org.jspecify.annotations.Nullable;

/** Where a {@link SpecCheck} reports what is wrong. */
@FunctionalInterface
public interface Mistakes {
  /**
   * Reports one mistake.
   *
   * @param field a path within the spec, as in {@code members[0]}
   */
  void add(String field, Text why);

  default void add(String field, String key, Object... args) {
    add(field, Text.of(key, args));
  }

  /**
   * Reports a name that no resource of this kind has. The kind is given by name, since a capability
   * may refer to kinds of one that it does not know (a team names its support hours).
   */
  default void mustExist(Snapshot whole, String kind, @Nullable Name name, String field) {
    if (name != null && !whole.exists(kind, name)) {
      add(field, "resources.no-such", kind, name);
    }
  }
}
