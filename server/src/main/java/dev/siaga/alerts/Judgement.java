package dev.siaga.alerts;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import org.jspecify.annotations.Nullable;

/**
 * Where an alert belongs and what it may do, with the rule and the reason in words.
 *
 * @param service absent when nothing routes it: it pages or is recorded all the same
 * @param rule {@code shipped.NAME}, {@code GateRule/NAME} or {@code silence/ID}
 * @param groupKey alerts of one group share an incident
 */
public record Judgement(
    @Nullable Name service,
    String environment,
    String groupKey,
    GateAnswer answer,
    String rule,
    Text reason) {
  boolean pages() {
    return answer == GateAnswer.PAGE;
  }
}
