package dev.siaga.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies an alert: one label set of one integration. */
public record AlertId(@JsonValue UUID value) {
  @JsonCreator
  public AlertId {}

  @Override
  public String toString() {
    return value.toString();
  }
}
