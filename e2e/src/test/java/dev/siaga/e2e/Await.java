package dev.siaga.e2e;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what must come true, and says what was so instead when the deadline passes. */
final class Await {
  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

  private Await() {}

  /** Returns the first value that is as wanted. */
  static <T> T until(
      String what, Duration deadline, Supplier<? extends T> value, Predicate<? super T> wanted) {
    long end = System.nanoTime() + deadline.toNanos();
    while (true) {
      T seen = value.get();
      if (wanted.test(seen)) {
        return seen;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + deadline + ": " + what + "; at last: " + seen);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
