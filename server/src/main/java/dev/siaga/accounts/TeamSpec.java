package dev.siaga.accounts;

import dev.siaga.kernel.Name;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People who look after services together.
 *
 * @param supportHours when the team answers; absent means always
 * @param escalationPolicy who is woken, in which order; absent means all administrators
 * @param alwaysAlerted told at once even outside the hours, quietly
 * @param fallback told loudly when nobody answered
 */
public record TeamSpec(
    String displayName,
    List<Name> members,
    @Nullable Name lead,
    @Nullable Name supportHours,
    @Nullable Name escalationPolicy,
    List<Name> alwaysAlerted,
    List<Name> fallback) {
  public static final Kind<TeamSpec> KIND = Kind.of(TeamSpec.class, "Team", TeamSpec::check);

  public TeamSpec {
    members = members == null ? List.of() : List.copyOf(members);
    alwaysAlerted = alwaysAlerted == null ? List.of() : List.copyOf(alwaysAlerted);
    fallback = fallback == null ? List.of() : List.copyOf(fallback);
  }

  private static void check(Name name, TeamSpec team, Snapshot whole, Mistakes mistakes) {
    persons(team.members, "members", whole, mistakes);
    persons(team.alwaysAlerted, "alwaysAlerted", whole, mistakes);
    persons(team.fallback, "fallback", whole, mistakes);
    mistakes.mustExist(whole, "Person", team.lead, "lead");
    mistakes.mustExist(whole, "SupportHours", team.supportHours, "supportHours");
    mistakes.mustExist(whole, "EscalationPolicy", team.escalationPolicy, "escalationPolicy");
  }

  private static void persons(List<Name> names, String field, Snapshot whole, Mistakes mistakes) {
    for (int i = 0; i < names.size(); i++) {
      mistakes.mustExist(whole, "Person", names.get(i), field + "[" + i + "]");
    }
  }
}
