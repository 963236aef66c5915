package dev.siaga.paging;

import java.util.List;

/** The state after something happened, and what is to be done about it. */
record Outcome(State state, List<Act> acts) {
  Outcome {
    acts = List.copyOf(acts);
  }

  static Outcome of(State state, Act... acts) {
    return new Outcome(state, List.of(acts));
  }
}
