package dev.siaga.incidents;

import dev.siaga.kernel.IncidentId;

/** What became of a paged alert. */
public record Paged(IncidentId incident, Outcome outcome) {
  /** How the alert came to its incident. */
  public enum Outcome {
    OPENED,
    JOINED,
    FIRED_AGAIN,
    /** The firing was there before: nothing new happened. */
    ALREADY_THERE
  }
}
