package dev.siaga.web;

import dev.siaga.accounts.TeamSpec;
import dev.siaga.api.Doors;
import dev.siaga.kernel.Name;
import dev.siaga.oncall.EscalationPolicySpec;
import dev.siaga.resources.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who answers for each team at a moment: those whom the first step of its policy would reach. */
final class Duties {
  private final Doors doors;

  Duties(Doors doors) {
    this.doors = doors;
  }

  List<NowPage.TeamNow> at(Instant at) {
    var all = doors.resources().snapshot();
    var teams = new ArrayList<NowPage.TeamNow>();
    all.all(TeamSpec.KIND)
        .forEach((name, team) ->
            teams.add(
                new NowPage.TeamNow(
                    team.displayName(),
                    doors.onCall().hours(all, name, at),
                    onCall(all, team.escalationPolicy(), at))));
    return teams;
  }

  private List<String> onCall(Snapshot all, @Nullable Name policy, Instant at) {
    var spec = policy == null ? null : all.find(EscalationPolicySpec.KIND, policy).orElse(null);
    if (spec == null || spec.steps().isEmpty()) {
      return doors.accounts().administrators().stream().map(Name::value).toList();
    }
    var people = new LinkedHashSet<String>();
    for (var target : spec.steps().getFirst().targets()) {
      doors
          .onCall()
          .onDuty(all, target, at)
          .duties()
          .forEach(d -> people.add(d.who().name().value()));
    }
    return List.copyOf(people);
  }
}
