package dev.siaga.paging;

import dev.siaga.incidents.Affected;
import dev.siaga.incidents.AlertEnd;
import dev.siaga.incidents.FiringAlert;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.NoticedBy;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.Priority;
import dev.siaga.incidents.PriorityAnswers;
import dev.siaga.incidents.TaskId;
import dev.siaga.incidents.Title;
import dev.siaga.incidents.Via;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.oncall.EscalationPolicySpec;
import dev.siaga.oncall.EscalationPolicySpec.Step;
import dev.siaga.oncall.Hours;
import dev.siaga.oncall.PolicyPlan;
import dev.siaga.oncall.Target;
import dev.siaga.oncall.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plays the rules through in memory: a clock that tests move, hours from 09:00 to 17:00 UTC every
 * day, a policy, and a log of what was asked for, each line with the minute since the start.
 */
final class Story implements Surroundings {
  static final Instant MORNING = Instant.parse("2026-01-05T10:00:00Z");
  static final Instant NIGHT = Instant.parse("2026-01-05T22:00:00Z");
  static final Actor WISEN = new Actor.Person(new Name("wisen"));
  private static final Affected SHOP =
      new Affected(new Name("checkout"), new Name("engineering"), "production");

  final List<String> log = new ArrayList<>();
  State state = State.NEW;
  EscalationPolicySpec policy = policy(1, 0, 10, 5);
  boolean anybody = true;
  private final Instant start;
  private Instant now;

  Story(Instant start) {
    this.start = start;
    this.now = start;
  }

  /** Steps that wait for so many minutes each, one person each. */
  static EscalationPolicySpec policy(int repeats, int... afterMinutes) {
    var steps = new ArrayList<Step>();
    for (int minutes : afterMinutes) {
      var person = new Target.OfPerson(new Name("p" + (steps.size() + 1)));
      steps.add(new Step(new Wait(Duration.ofMinutes(minutes)), List.of(person)));
    }
    return new EscalationPolicySpec(steps, repeats, new Wait(Duration.ofMinutes(10)));
  }

  Story happens(IncidentEvent event) {
    follow(RoundRules.on(state, event, this));
    return settle();
  }

  /** Lets the time pass; what is due on the way is done when it is due. */
  Story after(Duration length) {
    var until = now.plus(length);
    for (var due = state.standing().due();
        due.isPresent() && !due.get().isAfter(until);
        due = state.standing().due()) {
      now = due.get().isAfter(now) ? due.get() : now;
      settle();
    }
    now = until;
    return settle();
  }

  Story afterMinutes(long minutes) {
    return after(Duration.ofMinutes(minutes));
  }

  /** Siaga is down meanwhile: nothing is done until it is up again. */
  Story downFor(Duration length) {
    now = now.plus(length);
    return settle();
  }

  private Story settle() {
    boolean going = state.facts() != null;
    while (going) {
      var outcome = RoundRules.wake(state, this);
      follow(outcome);
      going = !outcome.acts().isEmpty();
    }
    return this;
  }

  private void follow(Outcome outcome) {
    state = outcome.state();
    for (var act : outcome.acts()) {
      log.add(Duration.between(start, now).toMinutes() + " " + text(act));
      if (act instanceof Act.Reach) {
        follow(RoundRules.reached(state, anybody, now));
      }
    }
  }

  /** The hour of the day at which a line was logged. */
  int hourOf(String line) {
    var minutes = Long.parseLong(line.substring(0, line.indexOf(' ')));
    return start.plus(Duration.ofMinutes(minutes)).atZone(ZoneOffset.UTC).getHour();
  }

  private static String text(Act act) {
    return switch (act) {
      case Act.Hold _ -> "hold";
      case Act.HoldOn _ -> "hold on";
      case Act.AskForTap() -> "ask for tap";
      case Act.Begin(var round) -> "begin " + round.number() + " " + round.cause();
      case Act.Pause(var round) -> "pause " + round.number();
      case Act.Resume(var round) -> "resume " + round.number();
      case Act.End(var round, var why) -> "end " + round.number() + " " + why;
      case Act.Reach(_, var place) ->
          place.step() == Place.LEAD
              ? "lead"
              : "step " + place.step() + (place.repeat() > 0 ? " again" : "");
      case Act.Exhaust _ -> "exhausted";
    };
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Hours hours(Facts facts) {
    var day = now.truncatedTo(ChronoUnit.DAYS);
    var opens = day.plus(Duration.ofHours(9));
    var closes = day.plus(Duration.ofHours(17));
    var why = Text.of("oncall.x");
    if (now.isBefore(opens)) {
      return new Hours(false, opens, why, false);
    }
    return now.isBefore(closes)
        ? new Hours(true, closes, why, false)
        : new Hours(false, opens.plus(Duration.ofDays(1)), why, false);
  }

  @Override
  public PolicyPlan plan(Facts facts) {
    return new PolicyPlan(new Name("policy"), 7, policy, Text.of("oncall.x"), false);
  }

  private static FiringAlert alert(int number) {
    return new FiringAlert(
        new AlertId(new UUID(1, number)),
        new FiringId(new UUID(2, number)),
        new Name("prometheus"),
        new Title("Orders fail"),
        MORNING,
        "rule",
        Text.of("alerts.reason.blocks-users"));
  }

  IncidentEvent opened() {
    return new IncidentEvent.OpenedByAlert(
        now, 12, new Title("Orders fail"), "", SHOP, "group", alert(1));
  }

  IncidentEvent declared(@Nullable Priority priority) {
    return new IncidentEvent.Declared(
        now,
        WISEN,
        12,
        new Title("Orders fail"),
        "",
        SHOP,
        NoticedBy.USER,
        "a customer",
        now,
        null,
        priority);
  }

  IncidentEvent joined(int alert) {
    return new IncidentEvent.AlertJoined(now, alert(alert));
  }

  IncidentEvent firesAgain(int alert) {
    return new IncidentEvent.AlertFiredAgain(now, alert(alert));
  }

  IncidentEvent heardAgain(int alert) {
    return new IncidentEvent.AlertHeardAgain(now, alert(alert), 1);
  }

  IncidentEvent ended(int alert) {
    var which = alert(alert);
    return new IncidentEvent.AlertEnded(
        now, which.alert(), which.firing(), which.title(), AlertEnd.RESOLVED, now, null);
  }

  IncidentEvent lapsed(int alert) {
    var which = alert(alert);
    return new IncidentEvent.AlertLapsed(
        now, which.alert(), which.firing(), which.title(), now, null);
  }

  IncidentEvent acknowledged() {
    return new IncidentEvent.Acknowledged(now, WISEN, Via.LINK);
  }

  IncidentEvent validated() {
    return new IncidentEvent.Validated(now, WISEN, "");
  }

  IncidentEvent dismissed() {
    return new IncidentEvent.DismissedAsFalseAlarm(now, WISEN, "flaky", new TaskId(1));
  }

  IncidentEvent prioritized(Priority priority) {
    return new IncidentEvent.PrioritySet(
        now, WISEN, new PriorityAnswers(priority != Priority.HIGH, null), priority);
  }

  IncidentEvent mitigated() {
    return new IncidentEvent.PhaseChanged(now, WISEN, Phase.INVESTIGATING, Phase.MONITORING, "");
  }

  IncidentEvent investigatedAgain() {
    return new IncidentEvent.PhaseChanged(now, WISEN, Phase.MONITORING, Phase.INVESTIGATING, "");
  }

  IncidentEvent resolved() {
    return new IncidentEvent.Resolved(now, WISEN, "");
  }

  IncidentEvent reopened() {
    return new IncidentEvent.Reopened(now, WISEN, Phase.INVESTIGATING, "back");
  }
}
