package dev.siaga.incidents;

import dev.siaga.kernel.Name;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents to list; what is absent does not matter.
 *
 * @param text a part of the title, or a number such as {@code #12}
 */
public record IncidentFilter(
    @Nullable Boolean open,
    @Nullable Phase phase,
    @Nullable Priority priority,
    @Nullable Name service,
    @Nullable Name team,
    @Nullable String text) {
  public static final IncidentFilter ALL = new IncidentFilter(null, null, null, null, null, null);
  public static final IncidentFilter OPEN = new IncidentFilter(true, null, null, null, null, null);
}
