package dev.siaga.resources;

import dev.siaga.kernel.Name;

/** What the owner of a kind checks beyond its schema: that references exist, that parts agree. */
@FunctionalInterface
public interface SpecCheck<T> {
  /**
   * Called for every resource of the kind, also for those that did not change: what they refer to
   * may have. Pure; reports all mistakes, not only the first.
   */
  void check(Name name, T spec, Snapshot whole, Mistakes mistakes);

  static <T> SpecCheck<T> none() {
    return (name, spec, whole, mistakes) -> {};
  }
}
