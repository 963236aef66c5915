package dev.siaga.incidents;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Identifies a task within its incident: 1, 2, 3. */
public record TaskId(@JsonValue int value) {
  @JsonCreator
  public TaskId {}

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
