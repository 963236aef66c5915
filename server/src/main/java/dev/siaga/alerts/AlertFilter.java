package dev.siaga.alerts;

import dev.siaga.kernel.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts to list.
 *
 * @param firing only those that fire, or only those that ended
 * @param answer only those that page, or only those that were recorded
 * @param labels all of these must hold
 */
public record AlertFilter(
    @Nullable Boolean firing,
    @Nullable GateAnswer answer,
    @Nullable Name service,
    @Nullable Name integration,
    List<Matcher> labels) {
  public static final AlertFilter FIRING = new AlertFilter(true, null, null, null, List.of());

  public AlertFilter {
    labels = List.copyOf(labels);
  }
}
