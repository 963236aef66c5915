package dev.siaga.alerts;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Worked out when first asked for, and then remembered; two threads may both work it out. */
final class Once<T> implements Supplier<T> {
  private final Supplier<T> work;
  private volatile @Nullable T value;

  Once(Supplier<T> work) {
    this.work = work;
  }

  @Override
  public T get() {
    var known = value;
    if (known == null) {
      known = work.get();
      value = known;
    }
    return known;
  }
}
