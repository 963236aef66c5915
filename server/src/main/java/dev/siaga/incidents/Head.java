package dev.siaga.incidents;

import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What lists show of an incident, written beside each append. It follows from the events, one after
 * the other, without looking back, so that a storm of alerts does not read its own history again
 * and again.
 *
 * @param number what people call it: #12
 * @param version how many events its timeline has
 * @param firings how often alerts have fired in it, of which {@code firing} have not ended
 * @param unanswered people are being paged, and nobody has answered yet
 * @param heldUntil it waits for the support hours that begin then
 */
public record Head(
    IncidentId id,
    long number,
    int version,
    Title title,
    Affected affected,
    @Nullable String groupKey,
    Phase phase,
    @Nullable Priority priority,
    NoticedBy noticedBy,
    @Nullable Name lead,
    int firings,
    int firing,
    boolean unanswered,
    @Nullable Instant heldUntil,
    Times times,
    Instant updatedAt) {
  public Head {
    updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS); // what the database keeps
    heldUntil = heldUntil == null ? null : heldUntil.truncatedTo(ChronoUnit.MICROS);
  }

  public boolean open() {
    return phase.open();
  }

  /** It has had alerts, and all of them have ended. */
  public boolean quiet() {
    return firings > 0 && firing == 0;
  }
}
