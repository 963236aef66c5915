package dev.siaga.fakes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which behaviour comes next at each step: first those queued, then the lasting one, else none. */
final class Script<S> {
  private final Map<S, Deque<Behaviour>> queued = new HashMap<>();
  private final Map<S, Behaviour> lasting = new HashMap<>();

  synchronized void next(S step, Behaviour... behaviours) {
    var queue = queued.computeIfAbsent(step, _ -> new ArrayDeque<>());
    for (var behaviour : behaviours) {
      queue.addLast(behaviour);
    }
  }

  synchronized void always(S step, Behaviour behaviour) {
    lasting.put(step, behaviour);
  }

  synchronized void forget() {
    queued.clear();
    lasting.clear();
  }

  synchronized Optional<Behaviour> take(S step) {
    var queue = queued.get(step);
    if (queue != null && !queue.isEmpty()) {
      return Optional.of(queue.removeFirst());
    }
    return Optional.ofNullable(lasting.get(step));
  }
}
