package dev.siaga.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and Ctrl-C into a drain that ends with exit code 0. The signal only wakes the main
 * thread, which closes what it opened; a JVM left alone would end with 143.
 */
final class Ending {
  /** Supervisors kill after 10 s; by then Siaga has ended, drained or not. */
  static final Duration DRAIN_MAX = Duration.ofMillis(9_500);

  private static final Logger log = LoggerFactory.getLogger(Ending.class);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);

  private Ending() {}

  static Ending onSignal() {
    var ending = new Ending();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(ending::end));
    return ending;
  }

  /** Returns when a signal came. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Everything is closed: the process may end. */
  void drained() {
    drained.countDown();
  }

  /** The hook. When the main thread has drained already, it also chooses the exit code. */
  private void end() {
    if (drained.getCount() == 0) {
      return;
    }
    asked.countDown();
    Runtime.getRuntime().halt(waitForDrain() ? Main.DONE : Main.FAILED);
  }

  private boolean waitForDrain() {
    try {
      if (drained.await(DRAIN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      log.error("not drained after {} ms: ending all the same", DRAIN_MAX.toMillis());
      return false;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }
}
