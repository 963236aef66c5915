package dev.siaga.notify;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.GiveUp;
import dev.siaga.notify.channel.Outcome.TryLater;
import dev.siaga.notify.channel.Outcome.Unclear;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Spares an ill destination. Asked only about what may wait: retries, and everything that is not a
 * page. The first attempt of a page never asks, yet tells how it ended.
 */
final class Destination {
  static final int PER_SECOND_MAX = 20;
  static final Duration OPEN_FOR = Duration.ofSeconds(20);
  private static final int CALLS_WATCHED = 10;
  private static final int CALLS_MIN = 5;
  private static final int CALLS_HALF_OPEN = 2;
  private static final float FAILING_PERCENT = 60;
  private static final Duration LIMIT_PERIOD = Duration.ofSeconds(1);

  private final String name;
  private final InstantSource clock;
  private final AtomicReference<@Nullable ChannelTrouble> trouble = new AtomicReference<>();
  private final CircuitBreaker breaker;
  private final RateLimiter limiter;

  Destination(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.breaker = CircuitBreaker.of(name, breaker(clock));
    this.limiter = RateLimiter.of(name, limiter());
  }

  private static CircuitBreakerConfig breaker(InstantSource clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(CALLS_WATCHED)
        .minimumNumberOfCalls(CALLS_MIN)
        .failureRateThreshold(FAILING_PERCENT)
        .waitDurationInOpenState(OPEN_FOR)
        .permittedNumberOfCallsInHalfOpenState(CALLS_HALF_OPEN)
        .clock(clock.withZone(ZoneOffset.UTC))
        .build();
  }

  private static RateLimiterConfig limiter() {
    return RateLimiterConfig.custom()
        .limitForPeriod(PER_SECOND_MAX)
        .limitRefreshPeriod(LIMIT_PERIOD)
        .timeoutDuration(Duration.ZERO)
        .build();
  }

  /** How long to wait before asking again; empty when it may leave now. */
  Optional<Duration> holdUp() {
    if (!breaker.tryAcquirePermission()) {
      return Optional.of(OPEN_FOR);
    }
    if (!limiter.acquirePermission()) {
      breaker.releasePermission();
      return Optional.of(LIMIT_PERIOD);
    }
    return Optional.empty();
  }

  /** It was allowed to leave, and then there was nothing to send. */
  void neverMind() {
    breaker.releasePermission();
  }

  void tell(Outcome outcome) {
    switch (outcome) {
      case Accepted _ -> succeeded();
      case GiveUp _ -> answered();
      case Unclear(var why) -> failed(why, false);
      case TryLater(_, var why, var blame) -> {
        switch (blame) {
          case LETTER -> answered();
          case DESTINATION -> failed(why, false);
          case SETTINGS -> failed(why, true);
        }
      }
    }
  }

  /** It said no to one letter: it is there. */
  private void answered() {
    trouble.set(null);
    breaker.onSuccess(0, TimeUnit.MILLISECONDS);
  }

  private void failed(Text why, boolean settings) {
    trouble.updateAndGet(before ->
        new ChannelTrouble(
            new Name(name),
            why,
            before == null ? clock.instant() : before.since(),
            settings,
            false));
    breaker.onError(0, TimeUnit.MILLISECONDS, new Ill());
  }

  Optional<ChannelTrouble> trouble() {
    return Optional.ofNullable(trouble.get())
        .map(t -> new ChannelTrouble(t.channel(), t.why(), t.since(), t.settings(), isResting()));
  }

  /** A page that went through an open breaker is the proof that it need not be open any more. */
  private void succeeded() {
    if (isResting()) {
      breaker.transitionToClosedState();
    }
    answered();
  }

  private boolean isResting() {
    return breaker.getState() == State.OPEN;
  }

  /** The breaker wants an exception; only its type counts. */
  private static final class Ill extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ill() {
      super("destination ill", null, false, false);
    }
  }
}
