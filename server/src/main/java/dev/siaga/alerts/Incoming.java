package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Name;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A signal on its way to the database.
 *
 * @param believedNew no node of ours has seen this alert yet, as far as this one knows
 * @param isRepeat it was to extend a lease only; when that does not fit what is, it is judged again
 * @param judgement what the gate says of it, worked out once, when somebody asks
 */
record Incoming(
    AlertId id,
    Name integration,
    Signal signal,
    Instant at,
    boolean believedNew,
    boolean isRepeat,
    Supplier<Judgement> judgement) {

  /** The source has said something else since: what it repeated before is no news. */
  boolean isOvertaken(@Nullable AlertState state) {
    var source = state == null ? null : state.sources().get(signal.source());
    return isRepeat && source != null && source.heardAt().isAfter(at);
  }
}
