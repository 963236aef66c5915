package dev.siaga.incidents;

import org.jspecify.annotations.Nullable;

/**
 * The two questions out of which a priority follows.
 *
 * @param mainTransactionPossible can users do the main transaction?
 * @param somethingDisturbed is something that they use disturbed? Asked only after a yes
 */
public record PriorityAnswers(
    boolean mainTransactionPossible, @Nullable Boolean somethingDisturbed) {
  boolean complete() {
    return !mainTransactionPossible || somethingDisturbed != null;
  }

  Priority priority() {
    if (!mainTransactionPossible) {
      return Priority.HIGH;
    }
    return Boolean.TRUE.equals(somethingDisturbed) ? Priority.MEDIUM : Priority.LOW;
  }
}
