package dev.siaga.oncall;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.siaga.kernel.Name;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Who is woken in which order while nobody answers.
 *
 * @param repeats how often the whole list runs again after its first time
 * @param answerWithin how long the last step has to answer before the list runs again or is at its
 *     end; the longest wait between its steps when it is not given
 */
public record EscalationPolicySpec(List<Step> steps, Integer repeats, Wait answerWithin) {
  public static final Kind<EscalationPolicySpec> KIND =
      Kind.of(EscalationPolicySpec.class, "EscalationPolicy", EscalationPolicySpec::check);
  static final Wait ANSWER_DEFAULT = new Wait(Duration.ofMinutes(5));
  static final Duration ANSWER_MIN = Duration.ofMinutes(1);

  public EscalationPolicySpec {
    steps = List.copyOf(steps);
    repeats = repeats == null ? 0 : repeats;
    answerWithin = answerWithin == null ? longest(steps) : answerWithin;
  }

  private static Wait longest(List<Step> steps) {
    return steps.stream()
        .map(Step::after)
        .filter(after -> after.length().compareTo(ANSWER_MIN) >= 0)
        .max(Comparator.comparing(Wait::length))
        .orElse(ANSWER_DEFAULT);
  }

  /**
   * Whom to wake at the same time.
   *
   * @param after the wait since the step before it, or since the list began
   */
  public record Step(Wait after, @JsonProperty("notify") List<Target> targets) {
    public Step {
      after = after == null ? Wait.NONE : after;
      targets = List.copyOf(targets);
    }
  }

  private static void check(
      Name name, EscalationPolicySpec spec, Snapshot whole, Mistakes mistakes) {
    if (spec.answerWithin().length().compareTo(ANSWER_MIN) < 0) {
      mistakes.add("answerWithin", "oncall.answer-too-short", new Wait(ANSWER_MIN));
    }
    checkLength(spec.answerWithin(), "answerWithin", mistakes);
    for (int i = 0; i < spec.steps().size(); i++) {
      var step = spec.steps().get(i);
      checkLength(step.after(), "steps[" + i + "].after", mistakes);
      for (int j = 0; j < step.targets().size(); j++) {
        checkTarget(step.targets().get(j), "steps[" + i + "].notify[" + j + "]", whole, mistakes);
      }
    }
  }

  private static void checkLength(Wait wait, String field, Mistakes mistakes) {
    if (wait.length().compareTo(Wait.LENGTH_MAX) > 0) {
      mistakes.add(field, "oncall.wait-too-long", new Wait(Wait.LENGTH_MAX));
    }
  }

  private static void checkTarget(Target target, String at, Snapshot whole, Mistakes mistakes) {
    switch (target) {
      case Target.OfPerson(var person) ->
          mistakes.mustExist(whole, "Person", person, at + ".person");
      case Target.OfRoster(var roster) ->
          mistakes.mustExist(whole, "Roster", roster, at + ".roster");
      case Target.OfTeam(var team) -> mistakes.mustExist(whole, "Team", team, at + ".team");
      case Target.OfChannel(var channel) ->
          mistakes.mustExist(whole, "Channel", channel, at + ".channel");
      case Target.OfAdministrator(var person) ->
          mistakes.mustExist(whole, "Person", person, at + ".administrator");
    }
  }
}
