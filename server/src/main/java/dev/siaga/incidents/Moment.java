package dev.siaga.incidents;

import dev.siaga.kernel.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A time that is kept on an incident, with the source of our knowledge of it. */
public record Moment(Instant at, Text source) {
  public Moment {
    at = at.truncatedTo(ChronoUnit.MICROS); // what the database keeps
  }
}
