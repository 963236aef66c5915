package dev.siaga.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one firing of an alert, from its start to its end. */
public record FiringId(@JsonValue UUID value) {
  @JsonCreator
  public FiringId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
