package dev.siaga.paging;

import org.jspecify.annotations.Nullable;

/**
 * All that paging keeps of one incident.
 *
 * @param facts absent before its first event
 * @param rounds how many have begun
 */
record State(@Nullable Facts facts, Standing standing, int rounds) {
  static final State NEW = new State(null, new Standing.Idle(), 0);

  State with(Standing next) {
    return new State(facts, next, rounds);
  }

  State with(Facts next) {
    return new State(next, standing, rounds);
  }
}
