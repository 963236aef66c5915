package dev.siaga.notify;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a page leaves: the first to a person by a method at once; those that come within a minute of
 * it together, one message every 15 seconds. Pure.
 */
final class BundleRules {
  static final Duration QUIET_AFTER = Duration.ofSeconds(60);
  static final Duration INTERVAL = Duration.ofSeconds(15);

  private BundleRules() {}

  /**
   * What has left so far by one method to one person.
   *
   * @param lastLeftAt when the last message left
   * @param nextBundleAt when those that gather now will leave
   */
  record Lane(@Nullable Instant lastLeftAt, @Nullable Instant nextBundleAt) {
    static final Lane NEW = new Lane(null, null);
  }

  /** What becomes of one page. */
  sealed interface Departure {
    record AtOnce() implements Departure {}

    /**
     * With all that gather until then.
     *
     * @param opens no bundle was planned yet
     */
    record WithBundle(Instant at, boolean opens) implements Departure {}
  }

  static Departure decide(Lane lane, Instant now) {
    if (lane.nextBundleAt() != null) {
      return new Departure.WithBundle(lane.nextBundleAt(), false);
    }
    var last = lane.lastLeftAt();
    if (last == null || !now.isBefore(last.plus(QUIET_AFTER))) {
      return new Departure.AtOnce();
    }
    return new Departure.WithBundle(nextTick(last, now), true);
  }

  /** A clock that went back (another node's) must not put the bundle off for longer. */
  private static Instant nextTick(Instant last, Instant now) {
    long passed = Math.max(0, Duration.between(last, now).toMillis());
    long ticks = passed / INTERVAL.toMillis() + 1;
    return last.plus(INTERVAL.multipliedBy(ticks));
  }
}
