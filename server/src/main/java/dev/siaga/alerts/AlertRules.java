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
import java.time.temporal.ChronoUnit;
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

  /** A lease is written when it has grown by this part of itself. */
  private static final int LEASE_PARTS = 4;

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
    sources.replaceAll(
        (_, source) -> hasLapsed(source, availableSince, at) ? source.silent() : source);
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
   * A person says that it is over, which after a lapse nobody else may ever say; a source that
   * still fires will say so, and begin a new firing.
   */
  static Change expire(AlertState state, Instant at) {
    if (!state.isFiring() && !state.firing().isSilent()) {
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
            new TreeMap<>(Map.of(signal.source(), heard(signal, now.at()))));
    return new Transition(state, List.of(AlertEvent.STARTED));
  }

  private static Change fires(AlertState state, Signal signal, Situation now) {
    var sources = with(state.sources(), signal.source(), heard(signal, now.at()));
    if (state.isFiring()) {
      return goesOnFiring(state, signal, sources, now);
    }
    // What fell silent has not ended: whoever speaks again goes on with it, however late.
    boolean isSame =
        state.firing().isSilent() || !now.at().isAfter(endOf(state).plus(now.resumeWithin()));
    var firing = isSame ? unlessItPages(state.firing().goesOn(), now) : begun(signal, now);
    var to = latest(next(state, firing, sources), signal);
    return new Transition(to, List.of(isSame ? AlertEvent.RESUMED : AlertEvent.STARTED));
  }

  private static Change goesOnFiring(
      AlertState state, Signal signal, SortedMap<String, SourceState> sources, Situation now) {
    if (isSaidAgain(state, signal)) {
      return new LeaseExtended(state.withSources(sources));
    }
    var startsAt = signal.startsAt();
    var firing =
        startsAt != null && startsAt.isBefore(state.firing().startedAt())
            ? state.firing().startedAt(startsAt)
            : state.firing();
    var judged = isSaidOtherwise(state, signal) ? unlessItPages(firing, now) : firing;
    boolean pagesNow = judged.judgement().pages() && !firing.judgement().pages();
    return new Transition(
        latest(next(state, judged, sources), signal),
        pagesNow ? List.of(AlertEvent.STARTED) : List.of());
  }

  /** What woke somebody stays what it was; the rest is judged by what is so now. */
  private static Firing unlessItPages(Firing firing, Situation now) {
    return firing.judgement().pages() ? firing : firing.judged(now.judgement().get());
  }

  /** Of an alert that its sender names by a key, the labels may change: a severity rises. */
  private static boolean isSaidOtherwise(AlertState state, Signal signal) {
    return signal.dedup() != null && !state.labels().equals(signal.labels());
  }

  /**
   * Whether the signal says only what its source said before. This is asked of nearly all that
   * arrives, so it makes nothing.
   */
  static boolean isSaidAgain(AlertState state, Signal signal) {
    var startsAt = signal.startsAt();
    var source = state.sources().get(signal.source());
    return signal.firing()
        && state.isFiring()
        && source != null
        && source.firing()
        && (source.until() == null) == (signal.leaseUntil() == null)
        && (startsAt == null || !startsAt.isBefore(state.firing().startedAt()))
        && state.annotations().equals(signal.annotations())
        && !isSaidOtherwise(state, signal);
  }

  /** Whether the lease that is said again has grown by a quarter of itself since it was written. */
  static boolean isLeaseDue(AlertState written, Signal again, Instant at) {
    var source = written.sources().get(again.source());
    var until = again.leaseUntil();
    if (source == null || source.until() == null || until == null) {
      return false;
    }
    long quarter = at.until(until, ChronoUnit.MICROS) / LEASE_PARTS;
    return source.until().until(until, ChronoUnit.MICROS) >= quarter;
  }

  /**
   * Whether a resolve changes nothing: its source has ended already, or never said that it fires.
   * After a lapse only one that had fallen silent knows more.
   */
  static boolean isEndSaidAgain(AlertState state, Signal signal) {
    var source = state.sources().get(signal.source());
    return !signal.firing()
        && (source == null || !(source.firing() || (state.firing().isSilent() && source.lapsed())));
  }

  private static Change resolves(AlertState state, Signal signal, Situation now) {
    var source = state.sources().get(signal.source());
    if (source == null || isEndSaidAgain(state, signal)) {
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

  static SourceState heard(Signal signal, Instant at) {
    return new SourceState(true, at, signal.leaseUntil());
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

  /** The same alert with what one source has said. */
  static AlertState withSource(AlertState state, String name, SourceState heard) {
    return state.withSources(with(state.sources(), name, heard));
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
        signal.labels(),
        signal.annotations(),
        url == null ? state.generatorUrl() : url,
        state.version(),
        state.firing(),
        state.sources());
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
