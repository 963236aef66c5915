package dev.siaga.notify;

import dev.siaga.notify.channel.Letter;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/** How much a delivery may wait, and how long it is worth trying. */
public enum Urgency {
  /** Somebody must wake up. The first attempt waits for nothing. */
  PAGE(Duration.ofMinutes(30), 30, Duration.ofSeconds(5), Duration.ofMinutes(2)),
  /** Nobody answered a page: the last resort is told. The first attempt waits for nothing. */
  LOUD(Duration.ofHours(1), 40, Duration.ofSeconds(5), Duration.ofMinutes(2)),
  /** Good to know; no answer expected. */
  QUIET(Duration.ofHours(12), 60, Duration.ofSeconds(30), Duration.ofMinutes(15)),
  /** Somebody is setting a channel up and reads the answer. */
  TEST(Duration.ofMinutes(1), 1, Duration.ofSeconds(5), Duration.ofSeconds(5));

  private static final Duration UNCLEAR_PAUSE_FIRST = Duration.ofMinutes(1);
  private static final int UNCLEAR_COUNT_MAX = 4;
  private static final double GROWTH = 2;
  private static final double JITTER = 0.25;

  /** After this a delivery is given up: it would only confuse. */
  final Duration ageMax;

  final int attemptsMax;
  final Duration pauseMax;
  private final Duration pauseFirst;

  Urgency(Duration ageMax, int attemptsMax, Duration pauseFirst, Duration pauseMax) {
    this.ageMax = ageMax;
    this.attemptsMax = attemptsMax;
    this.pauseMax = pauseMax;
    this.pauseFirst = pauseFirst;
  }

  /** How long to wait after an attempt failed, with jitter. */
  Duration pause(int attempt) {
    var pauses = IntervalFunction.ofExponentialRandomBackoff(pauseFirst, GROWTH, JITTER, pauseMax);
    return Duration.ofMillis(pauses.apply(attempt));
  }

  /**
   * How long to wait when the other side may well have it: once it is worth a copy soon, then only
   * a few over the whole time.
   */
  Duration unclearPause(int attempt) {
    return attempt == 1 ? UNCLEAR_PAUSE_FIRST : ageMax.dividedBy(UNCLEAR_COUNT_MAX);
  }

  /** Neither limiter nor breaker may hold up its first attempt. */
  boolean leavesAtOnce() {
    return this == PAGE || this == LOUD;
  }

  Letter.Kind kind() {
    return switch (this) {
      case PAGE -> Letter.Kind.PAGE;
      case LOUD -> Letter.Kind.EXHAUSTED;
      case QUIET -> Letter.Kind.QUIET;
      case TEST -> Letter.Kind.TEST;
    };
  }
}
