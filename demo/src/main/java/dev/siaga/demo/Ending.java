package dev.siaga.demo;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C, and the end of Siaga itself, into an end of everything. After a signal
 * the hook chooses the exit code: a JVM left alone would end with 143.
 */
final class Ending {
  /** Siaga drains for up to 9.5 s; the rest goes at once. */
  private static final Duration STOP_MAX = Duration.ofSeconds(12);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch drained = new CountDownLatch(1);
  private final Thread starter = Thread.currentThread();
  private volatile boolean started;

  private Ending() {}

  static Ending onSignal() {
    var ending = new Ending();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("ending").unstarted(ending::end));
    return ending;
  }

  /** Time to end, by a signal or because Siaga has ended. */
  void ask() {
    asked.countDown();
  }

  /** From now on a signal waits for {@link #await()} instead of interrupting the start. */
  void started() {
    started = true;
  }

  void await() throws InterruptedException {
    asked.await();
  }

  /** Everything is closed: the process may end. */
  void drained() {
    drained.countDown();
  }

  private void end() {
    if (drained.getCount() == 0) {
      return; // the main thread is through and chooses the exit code
    }
    ask();
    if (!started) {
      starter.interrupt();
    }
    Runtime.getRuntime().halt(waitForDrain() ? Demo.DONE : Demo.FAILED);
  }

  private boolean waitForDrain() {
    try {
      return drained.await(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }
}
