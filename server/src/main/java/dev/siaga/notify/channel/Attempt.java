package dev.siaga.notify.channel;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One try within a deadline. Time-outs of sockets alone cannot keep one: a server that drips a byte
 * a second never runs into them.
 */
public final class Attempt {
  /** How long an interrupted attempt has for saying what it knows by then. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private Attempt() {}

  /**
   * Interrupting a virtual thread closes the socket that it waits on, so nothing is left behind.
   */
  public static Outcome within(Duration deadline, Channel channel, Letter letter)
      throws InterruptedException {
    var task = new FutureTask<>(() -> channel.send(letter));
    var thread = Thread.ofVirtual().name("send " + letter.kind().text()).start(task);
    try {
      return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      thread.interrupt();
      return lastWord(task, deadline);
    } catch (ExecutionException failure) {
      throw fault(failure);
    } finally {
      thread.interrupt();
    }
  }

  /**
   * It may have been accepted already, with only the rest of the answer outstanding; or all of it
   * had gone out.
   */
  private static Outcome lastWord(FutureTask<Outcome> task, Duration deadline)
      throws InterruptedException {
    try {
      var last = task.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      if (last instanceof Outcome.Accepted || last instanceof Outcome.Unclear) {
        return last;
      }
    } catch (TimeoutException | ExecutionException interrupted) {
      // The deadline is the better reason.
    }
    return Outcome.late(deadline);
  }

  private static IllegalStateException fault(ExecutionException failure) {
    return new IllegalStateException("failed sending a letter", failure.getCause());
  }
}
