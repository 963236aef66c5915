package dev.siaga.paging;

import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.Declared;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.incidents.Priority;
import dev.siaga.incidents.RoundCause;
import dev.siaga.incidents.RoundEnd;
import dev.siaga.paging.Standing.AwaitingTap;
import dev.siaga.paging.Standing.Exhausted;
import dev.siaga.paging.Standing.Held;
import dev.siaga.paging.Standing.Idle;
import dev.siaga.paging.Standing.Paused;
import dev.siaga.paging.Standing.Running;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When people are woken, and when no longer. Pure: no clock, no database, no log in here.
 *
 * <p>An event of the incident goes through {@link #on}; the passing of time through {@link #wake}.
 * Both leave at most one step due; whoever calls runs it and says with {@link #reached} whether it
 * reached anybody.
 */
final class RoundRules {
  private RoundRules() {}

  static Outcome on(State before, IncidentEvent event, Surroundings around) {
    var facts = FactsRules.apply(before.facts(), event);
    var state = before.with(facts);
    return switch (event) {
      case OpenedByAlert _ -> begin(state, RoundCause.OPENED, false, around);
      case Declared e ->
          e.priority() == Priority.HIGH
              ? begin(state, RoundCause.DECLARED_HIGH, false, around)
              : Outcome.of(state);
      case AlertJoined e -> fires(before, state, e.at(), around);
      case AlertFiredAgain e -> fires(before, state, e.at(), around);
      // It has not begun anew: whoever answered knows of it.
      case AlertHeardAgain e ->
          state.standing() instanceof Idle && facts.answeredBy() != null
              ? Outcome.of(state)
              : fires(before, state, e.at(), around);
      case AlertEnded _ -> ended(state, around.now());
      case Acknowledged _ -> end(state, RoundEnd.ACKNOWLEDGED);
      case Validated _ -> end(state, RoundEnd.VALIDATED);
      case DismissedAsFalseAlarm _ -> end(state, RoundEnd.FALSE_ALARM);
      case Resolved _ -> end(state, RoundEnd.RESOLVED);
      case PrioritySet e -> prioritized(before, state, e.priority(), around);
      case Reopened _ ->
          facts.lowered() ? Outcome.of(state) : begin(state, RoundCause.REOPENED, false, around);
      // What is not named here wakes nobody and lets nobody sleep.
      default -> Outcome.of(state);
    };
  }

  /** Whether whoever is to be woken for what was before it may sleep. */
  static boolean isAnswer(IncidentEvent event) {
    return event instanceof Acknowledged
        || event instanceof Validated
        || event instanceof DismissedAsFalseAlarm
        || event instanceof Resolved
        || (event instanceof PrioritySet set && set.priority() != Priority.HIGH);
  }

  /** Time has passed, or the configuration has changed. */
  static Outcome wake(State state, Surroundings around) {
    return switch (state.standing()) {
      case Held held -> held(state, held, around);
      case Running running -> step(state, running, around.now());
      case Idle _, AwaitingTap _, Paused _, Exhausted _ -> Outcome.of(state);
    };
  }

  /**
   * A step ran: later waits count from now, so that after a long standstill they are waits still.
   */
  static Outcome reached(State state, boolean somebody, Instant now) {
    if (!(state.standing() instanceof Running(var round, var place))) {
      throw new IllegalStateException("a step ran though no round runs");
    }
    var next = somebody ? place.after(round.policy(), now) : place.afterNobody(round.policy(), now);
    return ended(state.with(new Running(round, next)), now);
  }

  private static Outcome begin(
      State state, RoundCause cause, boolean leadFirst, Surroundings around) {
    var facts = facts(state);
    var hours = around.hours(facts);
    var until = hours.until();
    if (!hours.inside() && until != null) {
      return Outcome.of(
          state.with(facts.mitigated(false)).with(new Held(until, cause, leadFirst)),
          new Act.Hold(until));
    }
    return run(state, cause, leadFirst, around);
  }

  private static Outcome run(
      State state, RoundCause cause, boolean leadFirst, Surroundings around) {
    var facts = facts(state);
    var plan = around.plan(facts);
    var round =
        new Round(
            state.rounds() + 1,
            cause,
            leadFirst,
            around.now(),
            plan.name(),
            plan.version(),
            plan.policy());
    var standing = new Running(round, Place.first(round));
    return Outcome.of(
        new State(facts.mitigated(false), standing, round.number()), new Act.Begin(round));
  }

  private static Outcome held(State state, Held held, Surroundings around) {
    var hours = around.hours(facts(state));
    var until = hours.until();
    if (!hours.inside() && until != null) {
      return until.equals(held.until())
          ? Outcome.of(state)
          : Outcome.of(
              state.with(new Held(until, held.cause(), held.leadFirst())), new Act.HoldOn(until));
    }
    if (facts(state).quiet()) {
      return Outcome.of(state.with(new AwaitingTap(around.now())), new Act.AskForTap());
    }
    return run(state, RoundCause.HOURS_BEGAN, held.leadFirst(), around);
  }

  private static Outcome step(State state, Running running, Instant now) {
    var place = running.next();
    if (place.due().isAfter(now)) {
      return Outcome.of(state);
    }
    var round = running.round();
    return place.isEnd(round.policy())
        ? Outcome.of(state.with(new Exhausted(round, place)), new Act.Exhaust(round, place))
        : Outcome.of(state, new Act.Reach(round, place));
  }

  private static Outcome fires(State before, State state, Instant at, Surroundings around) {
    var earlier = facts(before);
    return switch (state.standing()) {
      case Idle _ -> firesUnwatched(state, earlier, at, around);
      case AwaitingTap _ -> begin(state, RoundCause.FIRED_AGAIN, false, around);
      case Paused(var round, var next) -> resume(state, round, next);
      case Exhausted(var round, var last) ->
          earlier.quietFor(Facts.QUIET_MIN, at)
              ? resume(state, round, last.again(round.policy(), around.now()))
              : Outcome.of(state);
      case Held _, Running _ -> Outcome.of(state);
    };
  }

  /** Somebody has answered, or it was never thought worth waking anybody. */
  private static Outcome firesUnwatched(
      State state, Facts earlier, Instant at, Surroundings around) {
    if (earlier.closed() || earlier.lowered()) {
      return Outcome.of(state);
    }
    if (earlier.answeredBy() == null) {
      // Declared without a priority, and now the gate says that it blocks users.
      return begin(state, RoundCause.OPENED, false, around);
    }
    return earlier.mitigated() || earlier.quietFor(Facts.QUIET_MIN, at)
        ? begin(state, RoundCause.FIRED_AGAIN, true, around)
        : Outcome.of(state);
  }

  /** However short the disturbance was, whoever is first hears of it before the round pauses. */
  private static Outcome ended(State state, Instant now) {
    if (!(state.standing() instanceof Running(var round, var next)) || !facts(state).quiet()) {
      return Outcome.of(state);
    }
    boolean firstIsDue = next.equals(Place.first(round)) && !next.due().isAfter(now);
    return firstIsDue
        ? Outcome.of(state)
        : Outcome.of(state.with(new Paused(round, next)), new Act.Pause(round));
  }

  private static Outcome end(State state, RoundEnd why) {
    var idle = state.with(new Idle());
    return state
        .standing()
        .openRound()
        .map(round -> Outcome.of(idle, new Act.End(round, why)))
        .orElseGet(() -> Outcome.of(idle));
  }

  /** Raised means: from medium or low, or answered for the first time while nobody has come yet. */
  private static Outcome prioritized(
      State before, State state, Priority priority, Surroundings around) {
    return switch (priority) {
      case MEDIUM, LOW -> end(state, RoundEnd.PRIORITY_LOWERED);
      case HIGH -> {
        var earlier = facts(before);
        boolean raised =
            earlier.lowered() || (earlier.priority() == null && earlier.answeredBy() == null);
        yield earlier.closed()
            ? Outcome.of(state)
            : high(state, raised, earlier.priority(), around);
      }
    };
  }

  /** What paused because all alerts had ended goes on: somebody knows better. */
  private static Outcome high(
      State state, boolean raised, @Nullable Priority earlier, Surroundings around) {
    return switch (state.standing()) {
      case Idle _ ->
          raised ? begin(state, RoundCause.RAISED_TO_HIGH, false, around) : Outcome.of(state);
      // Nobody has answered what it asks, whoever answered before that.
      case AwaitingTap _ ->
          earlier == Priority.HIGH
              ? Outcome.of(state)
              : begin(state, RoundCause.RAISED_TO_HIGH, false, around);
      case Paused(var round, var next) -> resume(state, round, next);
      case Held _, Running _, Exhausted _ -> Outcome.of(state);
    };
  }

  private static Outcome resume(State state, Round round, Place next) {
    return Outcome.of(state.with(new Running(round, next)), new Act.Resume(round));
  }

  private static Facts facts(State state) {
    var facts = state.facts();
    if (facts == null) {
      throw new IllegalStateException("paging of an incident that has not begun");
    }
    return facts;
  }
}
