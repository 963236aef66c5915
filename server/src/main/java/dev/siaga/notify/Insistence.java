package dev.siaga.notify;

import dev.siaga.storage.StorageFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what only this process knows, however often the database fails meanwhile: until it is
 * written, too late, or this process ends.
 */
final class Insistence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Insistence.class);
  private static final Duration PAUSE_FIRST = Duration.ofMillis(50);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);

  Insistence(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Runs the work again until it does not fail.
   *
   * @param until no try begins after this instant; the last failure is thrown then
   */
  <T> T on(String what, Instant until, Supplier<T> work) {
    for (var pause = PAUSE_FIRST; ; pause = longer(pause)) {
      try {
        return work.get();
      } catch (StorageFault fault) {
        if (isOver(pause) || clock.instant().isAfter(until)) {
          throw fault;
        }
        LOG.warn("{} is not written down yet: {}", what, fault.getMessage());
      }
    }
  }

  private boolean isOver(Duration pause) {
    try {
      return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : twice;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
