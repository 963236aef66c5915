package dev.siaga.resources;

import dev.siaga.kernel.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying a document does, or would do, to its resource.
 *
 * @param version of the resource afterwards
 */
public record Change(String kind, Name name, What what, int version, List<Field> fields) {
  public Change {
    fields = List.copyOf(fields);
  }

  /** What became of a resource. */
  public enum What {
    CREATED,
    CHANGED,
    UNCHANGED,
    REMOVED
  }

  /**
   * One field that changed, its values as JSON.
   *
   * @param field a path, as in {@code spec.members}
   * @param from absent when there was none
   * @param to absent when there is none any more
   * @param secret that it changed may be told, its values may not: they are absent here
   */
  public record Field(String field, @Nullable String from, @Nullable String to, boolean secret) {}
}
