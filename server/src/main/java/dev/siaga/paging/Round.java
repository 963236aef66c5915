package dev.siaga.paging;

import dev.siaga.incidents.RoundCause;
import dev.siaga.kernel.Name;
import dev.siaga.oncall.EscalationPolicySpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One time of waking people until somebody answers.
 *
 * @param leadFirst whoever leads is asked before the policy begins
 * @param policy pinned: a policy that changes meanwhile is for the next round
 */
record Round(
    int number,
    RoundCause cause,
    boolean leadFirst,
    Instant began,
    @Nullable Name policyName,
    int policyVersion,
    EscalationPolicySpec policy) {}
