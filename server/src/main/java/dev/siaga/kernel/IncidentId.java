package dev.siaga.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies an incident. */
public record IncidentId(@JsonValue UUID value) {
  @JsonCreator
  public IncidentId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
