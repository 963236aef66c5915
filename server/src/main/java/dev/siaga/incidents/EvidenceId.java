package dev.siaga.incidents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies a piece of evidence within its incident: 1, 2, 3. */
public record EvidenceId(@JsonValue int value) {
  @JsonCreator
  public EvidenceId {}

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
