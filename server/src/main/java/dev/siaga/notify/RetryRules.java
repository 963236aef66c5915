package dev.siaga.notify;

import dev.siaga.kernel.Text;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.GiveUp;
import dev.siaga.notify.channel.Outcome.TryLater;
import dev.siaga.notify.channel.Outcome.Unclear;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows an attempt: done, another try with back-off and jitter, or giving up visibly. */
final class RetryRules {
  static final Text NOT_NEEDED = Text.of("notify.not-needed");

  /**
   * What is to be written down about an attempt.
   *
   * @param nextTry only with {@link DeliveryState#FAILED}
   */
  record Result(
      DeliveryState state,
      @Nullable String acceptedBy,
      @Nullable String providerId,
      @Nullable Text why,
      @Nullable Instant nextTry) {
    /** The same attempt, when nobody needs another one. */
    Result notNeeded() {
      return givenUp(NOT_NEEDED);
    }

    boolean isNotNeeded() {
      return NOT_NEEDED.equals(why);
    }
  }

  Result after(Outcome outcome, Urgency urgency, int attempt, Instant plannedAt, Instant now) {
    return switch (outcome) {
      case Accepted(var by, var id) -> new Result(DeliveryState.ACCEPTED, by, id, null, null);
      case GiveUp(var why) -> givenUp(why);
      case TryLater later -> {
        var next = now.plus(pause(later, urgency, attempt));
        yield again(later.why(), urgency, attempt, plannedAt, next);
      }
      case Unclear(var why) ->
          again(why, urgency, attempt, plannedAt, now.plus(urgency.unclearPause(attempt)));
    };
  }

  private static Result again(
      Text why, Urgency urgency, int attempt, Instant plannedAt, Instant next) {
    boolean hopeless =
        attempt >= urgency.attemptsMax || next.isAfter(plannedAt.plus(urgency.ageMax));
    return hopeless ? givenUp(why) : new Result(DeliveryState.FAILED, null, null, why, next);
  }

  private static Result givenUp(Text why) {
    return new Result(DeliveryState.GIVEN_UP, null, null, why, null);
  }

  /** What the other side asked for, unless a page cannot wait that long. */
  private Duration pause(TryLater later, Urgency urgency, int attempt) {
    var pause = urgency.pause(attempt);
    if (later.after() == null || later.after().compareTo(pause) <= 0) {
      return pause;
    }
    return later.after().compareTo(urgency.pauseMax) <= 0 ? later.after() : urgency.pauseMax;
  }
}
