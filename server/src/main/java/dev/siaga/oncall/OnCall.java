package dev.siaga.oncall;

import dev.siaga.accounts.TeamSpec;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.resources.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The door to who is on call, when and why. Pure: the same configuration and instant give the same
 * answer, for the past and the future too. What is not configured never means silence.
 */
public final class OnCall {
  /** Whether a team answers now; one without hours, or no team at all, always does. */
  public Hours hours(Snapshot all, @Nullable Name team, Instant at) {
    if (team == null) {
      return always(Text.of("oncall.hours-no-team"));
    }
    var hours = find(all, team).map(TeamSpec::supportHours);
    if (hours.isEmpty()) {
      return always(Text.of("oncall.hours-none", team));
    }
    return all.find(SupportHoursSpec.KIND, hours.get())
        .map(spec -> hours(team, hours.get(), spec, at))
        .orElseGet(() -> always(Text.of("oncall.hours-unknown", team, hours.get())));
  }

  private static Hours always(Text why) {
    return new Hours(true, null, why, true);
  }

  private static Hours hours(Name team, Name name, SupportHoursSpec spec, Instant at) {
    var weekly = new WeeklyHours(spec);
    var until = weekly.changes(at).orElse(null);
    boolean inside = weekly.inside(at);
    if (until == null) {
      // Hours that never open would mean silence for ever.
      return inside
          ? new Hours(true, null, Text.of("oncall.hours-inside-always", team, name), false)
          : always(Text.of("oncall.hours-never", team, name));
    }
    var key = inside ? "oncall.hours-inside" : "oncall.hours-outside";
    return new Hours(
        inside, until, Text.of(key, team, name, Zones.text(until, spec.timeZone())), false);
  }

  /** Whom a target means at an instant, and what is missing if it means nobody. */
  public OnDuty onDuty(Snapshot all, Target target, Instant at) {
    return switch (target) {
      case Target.OfPerson(var person) ->
          people(all, List.of(person), Text.of("oncall.why-person"), null);
      case Target.OfAdministrator(var person) ->
          people(all, List.of(person), Text.of("oncall.why-administrator"), null);
      case Target.OfRoster(var roster) -> roster(all, roster, at);
      case Target.OfTeam(var team) -> members(all, team);
      case Target.OfChannel(var channel) -> channel(all, channel);
    };
  }

  private static OnDuty roster(Snapshot all, Name name, Instant at) {
    var found = all.find(RosterSpec.KIND, name);
    if (found.isEmpty()) {
      return nobody(Text.of("oncall.missing-roster", name));
    }
    var roster = found.get();
    if (roster.weekly() == null) {
      var people = roster.people() == null ? List.<Name>of() : roster.people();
      return people.isEmpty()
          ? nobody(Text.of("oncall.roster-empty", name))
          : people(all, people, Text.of("oncall.why-roster", name), null);
    }
    var turn = new WeeklyRotation(roster.timeZone(), roster.weekly()).turn(at);
    var until = Zones.text(turn.until(), roster.timeZone());
    return people(
        all, List.of(turn.person()), Text.of("oncall.why-turn", name, until), turn.until());
  }

  private static OnDuty members(Snapshot all, Name name) {
    var team = find(all, name);
    if (team.isEmpty()) {
      return nobody(Text.of("oncall.missing-team", name));
    }
    return team.get().members().isEmpty()
        ? nobody(Text.of("oncall.team-empty", name))
        : people(all, team.get().members(), Text.of("oncall.why-team", name), null);
  }

  private static OnDuty channel(Snapshot all, Name name) {
    if (!all.exists("Channel", name)) {
      return nobody(Text.of("oncall.missing-channel", name));
    }
    var duty = new Duty(new Recipient.Channel(name), Text.of("oncall.why-channel"), null);
    return new OnDuty(List.of(duty), List.of());
  }

  private static OnDuty nobody(Text why) {
    return new OnDuty(List.of(), List.of(why));
  }

  private static OnDuty people(Snapshot all, List<Name> people, Text why, @Nullable Instant until) {
    var duties =
        people.stream()
            .filter(person -> all.exists("Person", person))
            .map(person -> new Duty(new Recipient.Person(person), why, until))
            .toList();
    var missing =
        people.stream()
            .filter(person -> !all.exists("Person", person))
            .map(person -> Text.of("oncall.missing-person", person))
            .toList();
    return new OnDuty(duties, missing);
  }

  /**
   * The policy of the service, else of its team, else all administrators at once.
   *
   * @param administrators asked only when they have to stand in
   */
  public PolicyPlan plan(
      Snapshot all,
      @Nullable Name service,
      @Nullable Name team,
      Supplier<List<Name>> administrators) {
    if (service != null) {
      var own = all.find(ServiceSpec.KIND, service).map(ServiceSpec::escalationPolicy);
      if (own.isPresent()) {
        var why = Text.of("oncall.policy-of-service", own.get(), service);
        return named(all, own.get(), why, administrators);
      }
    }
    if (team != null) {
      var ofTeam = all.find(TeamSpec.KIND, team).map(TeamSpec::escalationPolicy);
      if (ofTeam.isPresent()) {
        var why = Text.of("oncall.policy-of-team", ofTeam.get(), team);
        return named(all, ofTeam.get(), why, administrators);
      }
    }
    return standIn(Text.of("oncall.policy-none"), administrators);
  }

  private static PolicyPlan named(
      Snapshot all, Name name, Text why, Supplier<List<Name>> administrators) {
    return all.find(EscalationPolicySpec.KIND, name)
        .map(spec ->
            new PolicyPlan(name, all.versionOf(EscalationPolicySpec.KIND, name), spec, why, false))
        .orElseGet(() -> standIn(Text.of("oncall.policy-unknown", name), administrators));
  }

  private static PolicyPlan standIn(Text why, Supplier<List<Name>> administrators) {
    var targets = administrators.get().stream().<Target>map(Target.OfAdministrator::new).toList();
    var step = new EscalationPolicySpec.Step(Wait.NONE, targets);
    var policy = new EscalationPolicySpec(List.of(step), 0, EscalationPolicySpec.ANSWER_DEFAULT);
    return new PolicyPlan(null, 0, policy, why, true);
  }

  /** Who is told of everything, also off hours, then quietly. */
  public OnDuty alwaysAlerted(Snapshot all, @Nullable Name team) {
    return people(
        all,
        find(all, team).map(TeamSpec::alwaysAlerted).orElse(List.of()),
        Text.of("oncall.why-always"),
        null);
  }

  /** Who is told when a policy is at its end and nobody answered: the fallback, else all admins. */
  public OnDuty fallback(Snapshot all, @Nullable Name team, Supplier<List<Name>> administrators) {
    var named = find(all, team).map(TeamSpec::fallback).orElse(List.of());
    var found = people(all, named, Text.of("oncall.why-fallback"), null);
    if (!found.duties().isEmpty()) {
      return found;
    }
    var standIns = people(all, administrators.get(), Text.of("oncall.why-administrator"), null);
    return new OnDuty(
        standIns.duties(),
        Stream.concat(found.missing().stream(), standIns.missing().stream()).toList());
  }

  /** Who leads the team, for those whom the team's own people look for first. */
  public Optional<Name> lead(Snapshot all, @Nullable Name team) {
    return find(all, team).map(TeamSpec::lead).filter(lead -> all.exists("Person", lead));
  }

  /** The team that answers for a service. */
  public Optional<Name> teamOf(Snapshot all, @Nullable Name service) {
    return Optional.ofNullable(service)
        .flatMap(name -> all.find(ServiceSpec.KIND, name))
        .map(ServiceSpec::team);
  }

  /** Where hours or a policy are missing, so that Siaga stands in: each in words, for Now. */
  public List<Gap> gaps(Snapshot all, Instant at) {
    var teams =
        all.all(TeamSpec.KIND).keySet().stream().flatMap(team -> gap(team, hours(all, team, at)));
    var services =
        all.all(ServiceSpec.KIND).entrySet().stream()
            .filter(service ->
                plan(all, service.getKey(), service.getValue().team(), List::of).incomplete())
            .map(service ->
                new Gap(
                    "Service", service.getKey(), Text.of("oncall.gap-policy", service.getKey())));
    return Stream.concat(teams, services).toList();
  }

  private static Stream<Gap> gap(Name team, Hours hours) {
    return hours.incomplete() ? Stream.of(new Gap("Team", team, hours.why())) : Stream.of();
  }

  private static Optional<TeamSpec> find(Snapshot all, @Nullable Name team) {
    return Optional.ofNullable(team).flatMap(name -> all.find(TeamSpec.KIND, name));
  }
}
