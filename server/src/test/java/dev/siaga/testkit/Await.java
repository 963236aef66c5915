package dev.siaga.testkit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for what must come true, and fails with its name when the deadline passes. */
public final class Await {
  private static final long POLL_NANOS = Duration.ofMillis(3).toNanos();

  private Await() {}

  public static void until(String what, Duration deadline, BooleanSupplier condition) {
    var end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + deadline + ": " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** The first value that is there. */
  public static <T> T value(String what, Duration deadline, Supplier<@Nullable T> supplier) {
    var found = new AtomicReference<@Nullable T>();
    until(
        what,
        deadline,
        () -> {
          found.set(supplier.get());
          return found.get() != null;
        });
    var value = found.get();
    if (value == null) {
      throw new AssertionError(what);
    }
    return value;
  }
}
