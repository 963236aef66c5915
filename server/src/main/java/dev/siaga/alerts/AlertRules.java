package dev.siaga.alerts;

import dev.siaga.alerts.Change.LeaseExtended;
import dev.siaga.alerts.Change.Nothing;
import dev.siaga.alerts.Change.Transition;
import dev.siaga.incidents.AlertEnd;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Name;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of an alert, pure: it fires while any source says so and ends when the last one has
 * ended; a firing that comes back soon is the same one.
 */
final class AlertRules {
  /** Sources kept of one alert; beyond it, those that ended longest ago are forgotten. */
  static final int SOURCES_MAX = 16;

  private AlertRules() {}

  static Change take(@Nullable AlertState state, Signal signal, Situation now) {
    if (signal.firing()) {
      return state == null ? first(signal, now) : fires(state, signal, now);
    }
    return state == null ? new Nothing() : resolves(state, signal, now);
  }

  /**
   * Ends those sources whose lease ran out; the firing too, when nobody else says that it fires.
   *
   * @param availableSince since when some node could hear them: after an outage of ours every
   *     source gets one full lease to be heard again
   */
  static Change lapse(AlertState state, Instant availableSince, Instant at) {
    if (!state.isFiring()) {
      return new Nothing();
    }
    var sources = new TreeMap<>(state.sources());
    sources.replaceAll((_, source) ->
        hasLapsed(source, availableSince, at) ? source.ended(source.heardAt()) : source);
    if (sources.equals(state.sources())) {
      return new Nothing();
    }
    return anyFiring(sources)
        ? new Transition(next(state, state.firing(), sources), List.of())
        : new Transition(
            next(state, state.firing().ended(at, AlertEnd.LAPSED), sources),
            List.of(AlertEvent.ENDED));
  }

  /**
   * A person says that it is over; a source that still fires will say so, and begin a new firing.
   */
  static Change expire(AlertState state, Instant at) {
    if (!state.isFiring()) {
      return new Nothing();
    }
    var sources = new TreeMap<>(state.sources());
    sources.replaceAll((_, source) -> source.ended(at));
    return new Transition(
        next(state, state.firing().ended(at, AlertEnd.EXPIRED), sources),
        List.of(AlertEvent.ENDED));
  }

  /** The gate says something else of a firing that goes on. */
  static Change judgedAgain(AlertState state, Judgement judgement) {
    return new Transition(
        next(state, state.firing().judged(judgement), state.sources()),
        List.of(AlertEvent.STARTED));
  }

  private static Change first(Signal signal, Situation now) {
    var state =
        new AlertState(
            now.id(),
            now.integration(),
            signal.labels(),
            signal.annotations(),
            signal.generatorUrl(),
            1,
            begun(signal, now),
            new TreeMap<>(Map.of(signal.source(), heard(signal, now))));
    return new Transition(state, List.of(AlertEvent.STARTED));
  }

  private static Change fires(AlertState state, Signal signal, Situation now) {
    var sources = with(state.sources(), signal.source(), heard(signal, now));
    if (state.isFiring()) {
      return goesOnFiring(state, signal, sources);
    }
    boolean isSame = !now.at().isAfter(endOf(state).plus(now.resumeWithin()));
    var firing = isSame ? state.firing().goesOn() : begun(signal, now);
    var to = latest(next(state, firing, sources), signal);
    return new Transition(to, List.of(isSame ? AlertEvent.RESUMED : AlertEvent.STARTED));
  }

  private static Change goesOnFiring(
      AlertState state, Signal signal, SortedMap<String, SourceState> sources) {
    var startsAt = signal.startsAt();
    var began = state.firing().startedAt();
    boolean isEarlier = startsAt != null && startsAt.isBefore(began);
    var source = state.sources().get(signal.source());
    boolean isKnown = source != null && source.firing();
    if (isKnown && !isEarlier && state.annotations().equals(signal.annotations())) {
      return new LeaseExtended(withSources(state, sources));
    }
    var firing =
        startsAt != null && isEarlier ? state.firing().startedAt(startsAt) : state.firing();
    return new Transition(latest(next(state, firing, sources), signal), List.of());
  }

  private static Change resolves(AlertState state, Signal signal, Situation now) {
    if (!state.isFiring()) {
      return state.firing().how() == AlertEnd.LAPSED && state.sources().containsKey(signal.source())
          ? new Transition(
              next(
                  state,
                  state.firing().ended(endedAt(signal, now), AlertEnd.RESOLVED),
                  state.sources()),
              List.of(AlertEvent.ENDED))
          : new Nothing();
    }
    var source = state.sources().get(signal.source());
    if (source == null || !source.firing()) {
      return new Nothing();
    }
    var sources = with(state.sources(), signal.source(), source.ended(now.at()));
    return anyFiring(sources)
        ? new Transition(next(state, state.firing(), sources), List.of())
        : new Transition(
            next(state, state.firing().ended(endedAt(signal, now), AlertEnd.RESOLVED), sources),
            List.of(AlertEvent.ENDED));
  }

  private static Firing begun(Signal signal, Situation now) {
    var startsAt = signal.startsAt();
    var began = startsAt == null || startsAt.isAfter(now.at()) ? now.at() : startsAt;
    return new Firing(now.newFiring().get(), began, null, null, now.judgement().get(), 0);
  }

  private static SourceState heard(Signal signal, Situation now) {
    return new SourceState(true, now.at(), signal.leaseUntil());
  }

  private static Instant endedAt(Signal signal, Situation now) {
    var endsAt = signal.endsAt();
    return endsAt == null || endsAt.isAfter(now.at()) ? now.at() : endsAt;
  }

  private static Instant endOf(AlertState state) {
    var endedAt = state.firing().endedAt();
    if (endedAt == null) {
      throw new IllegalStateException("an open firing has no end");
    }
    return endedAt;
  }

  private static boolean hasLapsed(SourceState source, Instant availableSince, Instant at) {
    var lapsesAt = source.lapsesAt();
    return source.firing()
        && lapsesAt != null
        && !lapsesAt.isAfter(at)
        && !availableSince.plus(source.length()).isAfter(at);
  }

  private static boolean anyFiring(SortedMap<String, SourceState> sources) {
    return sources.values().stream().anyMatch(SourceState::firing);
  }

  private static SortedMap<String, SourceState> with(
      SortedMap<String, SourceState> sources, String name, SourceState state) {
    var all = new TreeMap<>(sources);
    all.put(name, state);
    if (all.size() > SOURCES_MAX) {
      all.entrySet().stream()
          .filter(e -> !e.getKey().equals(name))
          .min(
              Comparator.<Map.Entry<String, SourceState>, Boolean>comparing(
                      e -> e.getValue().firing())
                  .thenComparing(e -> e.getValue().heardAt()))
          .map(Map.Entry::getKey)
          .ifPresent(all::remove);
    }
    return Collections.unmodifiableSortedMap(all);
  }

  private static AlertState latest(AlertState state, Signal signal) {
    var url = signal.generatorUrl();
    return new AlertState(
        state.id(),
        state.integration(),
        state.labels(),
        signal.annotations(),
        url == null ? state.generatorUrl() : url,
        state.version(),
        state.firing(),
        state.sources());
  }

  private static AlertState withSources(AlertState s, SortedMap<String, SourceState> sources) {
    return new AlertState(
        s.id(),
        s.integration(),
        s.labels(),
        s.annotations(),
        s.generatorUrl(),
        s.version(),
        s.firing(),
        sources);
  }

  private static AlertState next(
      AlertState s, Firing firing, SortedMap<String, SourceState> sources) {
    return new AlertState(
        s.id(),
        s.integration(),
        s.labels(),
        s.annotations(),
        s.generatorUrl(),
        s.version() + 1,
        firing,
        sources);
  }

  /**
   * What the rules need to know besides the alert and the signal.
   *
   * @param resumeWithin how soon after its end a firing goes on instead of a new one beginning
   * @param judgement asked only when a new firing begins
   */
  record Situation(
      Instant at,
      AlertId id,
      Name integration,
      Duration resumeWithin,
      Supplier<FiringId> newFiring,
      Supplier<Judgement> judgement) {}
}
