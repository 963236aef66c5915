package dev.siaga.alerts;

import dev.siaga.kernel.Name;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a team's own for the gate; such rules are tried before the shipped ones.
 *
 * @param order smaller is tried first; equal ones in the order of their names
 * @param when a condition in CEL over labels, annotations, service, integration and environment
 * @param reason why, in words for whoever reads the alert
 * @param team whose services' alerts it judges; absent means all
 */
public record GateRuleSpec(
    int order, String when, Answer answer, String reason, @Nullable Name team) {
  public static final Kind<GateRuleSpec> KIND =
      Kind.of(GateRuleSpec.class, "GateRule", GateRuleSpec::check);

  /** What the rule answers when its condition holds, as written in YAML. */
  public enum Answer {
    page,
    record;

    GateAnswer gate() {
      return switch (this) {
        case page -> GateAnswer.PAGE;
        case record -> GateAnswer.RECORD;
      };
    }
  }

  private static void check(Name name, GateRuleSpec spec, Snapshot whole, Mistakes mistakes) {
    mistakes.mustExist(whole, "Team", spec.team(), "team");
    try {
      CelRule.compile(spec.when());
    } catch (IllegalArgumentException wrong) {
      mistakes.add("when", "alerts.rule-does-not-compile", String.valueOf(wrong.getMessage()));
    }
  }
}
