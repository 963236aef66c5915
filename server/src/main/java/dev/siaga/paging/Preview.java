package dev.siaga.paging;

import dev.siaga.kernel.Text;
import dev.siaga.oncall.Hours;
import dev.siaga.oncall.PolicyPlan;
import dev.siaga.oncall.Recipient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who would be woken if this fired at that time, and nobody answered.
 *
 * @param hours of the team at that time
 * @param beginsAt when the first round would begin: at once, or with the hours
 * @param plan the policy, and why this one
 */
public record Preview(
    Instant at, Hours hours, Instant beginsAt, PolicyPlan plan, List<Step> steps) {
  public Preview {
    steps = List.copyOf(steps);
  }

  /**
   * Everybody who would be told at one instant.
   *
   * @param repeat 0 while the policy runs for the first time
   * @param step of the policy, from 1; 0 for those told apart from it
   * @param missing what is wrong with the configuration
   */
  public record Step(
      Instant at, Kind kind, int repeat, int step, List<Person> people, List<Text> missing) {
    public Step {
      people = List.copyOf(people);
      missing = List.copyOf(missing);
    }
  }

  /** How people would be told. */
  public enum Kind {
    /** Off hours, to those who are always alerted; no answer expected. */
    QUIETLY,
    /** By a step of the policy. */
    PAGED,
    /** At the end of the policy, to the last resort. */
    LOUDLY
  }

  /**
   * One who would be told.
   *
   * @param until when another one takes over; absent when nobody does
   */
  public record Person(Recipient who, Text why, @Nullable Instant until) {}
}
