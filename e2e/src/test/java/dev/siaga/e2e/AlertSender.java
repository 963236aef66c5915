package dev.siaga.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sends new alerts all the time, as a Prometheus does: what was not answered is sent again, and now
 * and then also what was. Even numbers page, odd ones are only recorded.
 */
final class AlertSender implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);
  private static final Duration STOP_MAX = Duration.ofSeconds(90);
  private static final int BATCH_MAX = 3;
  private static final int AGAIN_ONE_IN = 5;
  private static final int PAUSE_MILLIS_MAX = 400;
  private static final long RETRY_NANOS = Duration.ofMillis(50).toNanos();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI door;
  private final Random random;
  private final int services;
  private final SortedSet<Integer> accepted = Collections.synchronizedSortedSet(new TreeSet<>());
  private final AtomicInteger unanswered = new AtomicInteger();
  private final Thread thread;
  private volatile boolean stopping;
  private int next;

  AlertSender(URI door, int services, long seed) {
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
      var body = batch.stream().map(this::alert).collect(Collectors.joining(",", "[", "]"));
      sendUntilAccepted(body);
      accepted.addAll(batch);
      if (random.nextInt(AGAIN_ONE_IN) == 0) {
        sendUntilAccepted(body);
      }
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(PAUSE_MILLIS_MAX)).toNanos());
    }
  }

  private void sendUntilAccepted(String body) {
    while (!isAccepted(body)) {
      unanswered.incrementAndGet();
      LockSupport.parkNanos(RETRY_NANOS);
    }
  }

  private boolean isAccepted(String body) {
    var request =
        HttpRequest.newBuilder(door)
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status >= 400 && status < 500) {
        throw new AssertionError("refused with " + status + ": " + body);
      }
      return status / 100 == 2;
    } catch (IOException dead) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stop);
    }
  }

  private String alert(int number) {
    return """
    {"labels": {"alertname": "Walk%1$d", "walk": "%1$d", "service": "s%2$d", "severity": "%3$s"},
     "annotations": {"summary": "%4$s"}, "endsAt": "%5$s"}
    """
        .formatted(
            number,
            number / 2 % services,
            isPage(number) ? "critical" : "info",
            CrashWalk.title(number),
            Instant.now().plus(Duration.ofHours(12)));
  }

  @Override
  public void close() {
    stopping = true;
    http.shutdownNow();
  }
}
