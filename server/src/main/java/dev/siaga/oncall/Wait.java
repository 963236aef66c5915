package dev.siaga.oncall;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.siaga.kernel.Durations;
import java.time.Duration;

/** How long to wait before the next step, as people write it: {@code 10m}. */
public record Wait(Duration length) {
  public static final Wait NONE = new Wait(Duration.ZERO);
  static final Duration LENGTH_MAX = Duration.ofDays(1);

  @JsonCreator
  public static Wait parse(String text) {
    return new Wait(Durations.parse(text));
  }

  @Override
  @JsonValue
  public String toString() {
    return Durations.text(length);
  }
}
