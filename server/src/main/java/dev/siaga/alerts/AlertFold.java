package dev.siaga.alerts;

import dev.siaga.kernel.FiringId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that a batch says of one alert, folded in order: what is to be written in the end, with every
 * firing on the way and every event that others must hear of.
 */
final class AlertFold {
  private final @Nullable AlertState before;
  private @Nullable AlertState state;
  private boolean changed;
  private final Map<FiringId, Firing> firings = new LinkedHashMap<>();
  private final List<AlertEvent> events = new ArrayList<>();

  private AlertFold(@Nullable AlertState before) {
    this.before = before;
    this.state = before;
  }

  static AlertFold of(
      @Nullable AlertState before,
      List<Incoming> signals,
      Duration resumeWithin,
      Supplier<FiringId> newFiring) {
    var fold = new AlertFold(before);
    for (var incoming : signals) {
      if (incoming.isOvertaken(fold.state)) {
        continue;
      }
      var situation =
          new AlertRules.Situation(
              incoming.at(),
              incoming.id(),
              incoming.integration(),
              resumeWithin,
              newFiring,
              incoming.judgement());
      fold.add(AlertRules.take(fold.state, incoming.signal(), situation));
    }
    return fold;
  }

  static AlertFold of(AlertState before, Change change) {
    var fold = new AlertFold(before);
    fold.add(change);
    return fold;
  }

  private void add(Change change) {
    switch (change) {
      case Change.Nothing _ -> {}
      case Change.LeaseExtended(var to) -> {
        state = to;
        changed = true;
      }
      case Change.Transition(var to, var more) -> {
        state = to;
        changed = true;
        events.addAll(more);
        firings.put(to.firing().id(), to.firing());
      }
    }
  }

  @Nullable AlertState before() {
    return before;
  }

  /** Absent when there is still no such alert: nobody keeps an end without a beginning. */
  @Nullable AlertState state() {
    return state;
  }

  boolean isChanged() {
    return changed;
  }

  /** Whether what other nodes believe of the alert is wrong now. */
  boolean outdatesBeliefs() {
    return before != null && state != null && before.version() != state.version();
  }

  List<Firing> firings() {
    return List.copyOf(firings.values());
  }

  /** Whether somebody must look at the incidents because of this. */
  boolean concernsIncidents() {
    return !events.isEmpty() && firings.values().stream().anyMatch(f -> f.judgement().pages());
  }
}
