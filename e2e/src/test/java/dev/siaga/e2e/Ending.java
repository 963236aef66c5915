package dev.siaga.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How a test ends a process that it started: by asking, and by force when that does not help. */
final class Ending {
  private Ending() {}

  static void of(Process process, Duration patience) {
    process.destroy();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
