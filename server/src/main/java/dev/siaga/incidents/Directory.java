package dev.siaga.incidents;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who and what there is to be named in a command: nobody else can be given a task, and nothing else
 * can be affected.
 *
 * @param teamOf the team that looks after a service; empty when there is no such service
 */
public record Directory(
    Predicate<Name> people, Predicate<Name> teams, Function<Name, Optional<Name>> teamOf) {

  @Nullable Refusal strangerAs(String field, @Nullable Name person) {
    return person == null || people.test(person)
        ? null
        : unknown(field, "incidents.refused.no-person", person);
  }

  @Nullable Refusal unknown(Affected affected) {
    var service = affected.service();
    var team = affected.team();
    if (service != null && teamOf.apply(service).isEmpty()) {
      return unknown("service", "incidents.refused.no-service", service);
    }
    return team == null || teams.test(team)
        ? null
        : unknown("team", "incidents.refused.no-team", team);
  }

  /** Whose it is follows from the service, unless somebody said otherwise. */
  Affected completed(Affected affected) {
    var service = affected.service();
    var team =
        service == null || affected.team() != null
            ? affected.team()
            : teamOf.apply(service).orElse(null);
    var environment =
        affected.environment().isEmpty() ? Affected.PRODUCTION : affected.environment();
    return new Affected(service, team, environment);
  }

  private static Refusal unknown(String field, String key, Name name) {
    return new Refusal.Invalid(field, Text.of(key, name));
  }
}
