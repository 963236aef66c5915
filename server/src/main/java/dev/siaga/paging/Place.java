package dev.siaga.paging;

import dev.siaga.oncall.EscalationPolicySpec;
import java.time.Duration;
import java.time.Instant;

/**
 * Which step of a round comes next, and when.
 *
 * @param repeat 0 while the list runs for the first time
 * @param step 0 is the lead, before the list; one more than the list has is its end
 */
record Place(int repeat, int step, Instant due) {
  static final int LEAD = 0;

  /** How long the lead has, before the policy begins. */
  static final Duration LEAD_ANSWERS_WITHIN = Duration.ofMinutes(5);

  static Place first(Round round) {
    return round.leadFirst()
        ? new Place(0, LEAD, round.began())
        : begins(round.policy(), 0, round.began());
  }

  /** The place after this one, whose step ran just now and reached somebody. */
  Place after(EscalationPolicySpec policy, Instant ran) {
    if (step == LEAD) {
      return begins(policy, 0, ran.plus(LEAD_ANSWERS_WITHIN));
    }
    if (step < policy.steps().size()) {
      return new Place(repeat, step + 1, ran.plus(policy.steps().get(step).after().length()));
    }
    var answered = ran.plus(policy.answerWithin().length());
    return repeat < policy.repeats()
        ? begins(policy, repeat + 1, answered)
        : new Place(repeat, step + 1, answered);
  }

  /** The same after a step that reached nobody: there is no answer to wait for. */
  Place afterNobody(EscalationPolicySpec policy, Instant ran) {
    var next = after(policy, ran);
    return new Place(next.repeat(), next.step(), ran);
  }

  /** The list runs once more than the policy says, since what it was about came back. */
  Place again(EscalationPolicySpec policy, Instant at) {
    return begins(policy, repeat + 1, at);
  }

  boolean isEnd(EscalationPolicySpec policy) {
    return step > policy.steps().size();
  }

  private static Place begins(EscalationPolicySpec policy, int repeat, Instant at) {
    return new Place(repeat, 1, at.plus(policy.steps().getFirst().after().length()));
  }
}
