package dev.siaga.catalog;

import dev.siaga.kernel.Name;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that runs for users and that a team looks after.
 *
 * @param escalationPolicy instead of the team's
 * @param matches an alert belongs here when all labels of one of these maps are equal to its own
 * @param groupBy labels whose values make one incident; empty means the integration's
 */
public record ServiceSpec(
    String displayName,
    Name team,
    @Nullable Name escalationPolicy,
    List<Map<String, String>> matches,
    List<String> groupBy) {
  public static final Kind<ServiceSpec> KIND =
      Kind.of(ServiceSpec.class, "Service", ServiceSpec::check);

  public ServiceSpec {
    matches = matches == null ? List.of() : matches.stream().map(Map::copyOf).toList();
    groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
  }

  private static void check(Name name, ServiceSpec service, Snapshot whole, Mistakes mistakes) {
    mistakes.mustExist(whole, "Team", service.team, "team");
    mistakes.mustExist(whole, "EscalationPolicy", service.escalationPolicy, "escalationPolicy");
  }
}
