package dev.siaga.e2e;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Sends new alerts all the time, as a Prometheus does: what was not answered is sent again, and now
 * and then also what was. Even numbers page, odd ones are only recorded.
 */
final class AlertSender implements AutoCloseable {
  private static final Duration STOP_MAX = Duration.ofSeconds(90);
  private static final int BATCH_MAX = 3;
  private static final int AGAIN_ONE_IN = 5;
  private static final int PAUSE_MILLIS_MAX = 400;
  private static final long RETRY_NANOS = Duration.ofMillis(50).toNanos();

  private final AlertDoor door;
  private final Random random;
  private final int services;
  private final SortedSet<Integer> accepted = Collections.synchronizedSortedSet(new TreeSet<>());
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopping;
  private int next;

  AlertSender(AlertDoor door, int services, long seed) {
    this.door = door;
    this.services = services;
    this.random = new Random(seed);
    this.thread = Thread.ofVirtual().name("alerts").start(this::send);
  }

  static boolean isPage(int number) {
    return number % 2 == 0;
  }

  int acceptedCount() {
    return accepted.size();
  }

  /** How often Siaga did not answer, or not with 2xx. */
  int unanswered() {
    return unanswered.get();
  }

  /** Stops once everything that was begun has been accepted, and returns what was. */
  SortedSet<Integer> stop() throws InterruptedException {
    stopping = true;
    if (!thread.join(STOP_MAX)) {
      throw new AssertionError("an alert was not accepted within " + STOP_MAX);
    }
    return accepted;
  }

  private void send() {
    while (!stopping) {
      int size = 1 + random.nextInt(BATCH_MAX);
      var batch = IntStream.range(next, next + size).boxed().toList();
      next += size;
      var alerts = batch.stream().map(this::numbered).toList();
      sendUntilAccepted(alerts);
      accepted.addAll(batch);
      if (random.nextInt(AGAIN_ONE_IN) == 0) {
        sendUntilAccepted(alerts);
      }
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(PAUSE_MILLIS_MAX)).toNanos());
    }
  }

  private void sendUntilAccepted(List<String> alerts) {
    while (!isAccepted(alerts)) {
      unanswered.incrementAndGet();
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private boolean isAccepted(List<String> alerts) {
    try {
      int status = door.post(alerts);
      if (status >= 400 && status < 500) {
        throw new AssertionError("refused with " + status + ": " + alerts);
      }
      return status / 100 == 2;
    } catch (IOException dead) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stop);
    }
  }

  private String numbered(int number) {
    return alert(number, "s" + number / 2 % services);
  }

  static String alert(int number, String service) {
    return alert(number, service, Instant.now().plus(Duration.ofHours(12)));
  }

  /** One whose end is in the past has ended. */
  static String alert(int number, String service, Instant endsAt) {
    return """
    {"labels": {"alertname": "Walk%1$d", "walk": "%1$d", "service": "%2$s", "severity": "%3$s"},
     "annotations": {"summary": "walk-%1$d-ends"}, "endsAt": "%4$s"}
    """
        .formatted(number, service, isPage(number) ? "critical" : "info", endsAt);
  }

  @Override
  public void close() {
    stopping = true;
    door.close();
  }
}
