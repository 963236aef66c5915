package dev.siaga.fakes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Processes that we started. */
public final class Processes {
  private Processes() {}

  /** Asks it to end and waits so long for it; ends it by force when that does not help. */
  public static void end(Process process, Duration patience) {
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
