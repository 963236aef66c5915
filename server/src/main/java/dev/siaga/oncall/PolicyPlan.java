package dev.siaga.oncall;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import org.jspecify.annotations.Nullable;

/**
 * The escalation policy that holds for a service, as it is now: to be pinned by a round.
 *
 * @param name absent when there is none and all administrators stand in
 * @param version of the policy; 0 when there is none
 * @param incomplete nobody configured it: shown in red
 */
public record PolicyPlan(
    @Nullable Name name, int version, EscalationPolicySpec policy, Text why, boolean incomplete) {}
