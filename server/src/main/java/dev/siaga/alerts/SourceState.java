package dev.siaga.alerts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one source last said of an alert.
 *
 * @param heardAt when it said so
 * @param until the end of its lease; of a source that does not fire: the end of the lease that ran
 *     out, since when it has said nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SourceState(boolean firing, Instant heardAt, @Nullable Instant until) {
  /**
   * When the lease counts as run out: half of it after its end, since a sender that is late by two
   * of its four rounds is slow, not dead. Absent when there is no lease.
   */
  @Nullable Instant lapsesAt() {
    return until == null ? null : until.plus(length().dividedBy(2));
  }

  /** It fell silent while it said that the alert fires: nobody knows whether it still does. */
  boolean lapsed() {
    return !firing && until != null;
  }

  Duration length() {
    return until == null ? Duration.ZERO : Duration.between(heardAt, until);
  }

  SourceState silent() {
    return new SourceState(false, heardAt, until);
  }

  SourceState ended(Instant at) {
    return new SourceState(false, at, null);
  }
}
