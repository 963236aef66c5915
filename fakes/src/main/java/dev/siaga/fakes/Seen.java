package dev.siaga.fakes;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a server has received so far, which a test can wait for; keeps the latest few thousand. */
final class Seen<T> {
  static final int KEPT_COUNT_MAX = 20_000;

  private final ArrayDeque<T> all = new ArrayDeque<>();
  private final String what;

  Seen(String what) {
    this.what = what;
  }

  synchronized void add(T one) {
    if (all.size() == KEPT_COUNT_MAX) {
      all.removeFirst();
    }
    all.addLast(one);
    notifyAll();
  }

  synchronized List<T> all() {
    return List.copyOf(all);
  }

  synchronized void clear() {
    all.clear();
  }

  T await(Predicate<? super T> wanted, Duration deadline) {
    return awaitCount(1, wanted, deadline).getFirst();
  }

  synchronized List<T> awaitCount(int count, Predicate<? super T> wanted, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    try {
      while (true) {
        var matching = matching(wanted);
        if (matching.size() >= count) {
          return matching;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left(end, count, matching.size()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    }
  }

  private List<T> matching(Predicate<? super T> wanted) {
    var matching = new ArrayList<T>();
    for (var one : all) {
      if (wanted.test(one)) {
        matching.add(one);
      }
    }
    return List.copyOf(matching);
  }

  private long left(long end, int wanted, int matching) {
    long nanos = end - System.nanoTime();
    if (nanos <= 0) {
      throw new AssertionError(
          "waited for %d %s, got %d that match among: %s".formatted(wanted, what, matching, all));
    }
    // Below a millisecond the JDK would round down to "no wait at all" and spin.
    return Math.max(nanos, 1_000_000);
  }
}
