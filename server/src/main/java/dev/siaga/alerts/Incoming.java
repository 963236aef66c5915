package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Name;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A signal on its way to the database.
 *
 * @param believedNew no node of ours has seen this alert yet, as far as this one knows
 * @param judgement what the gate says of it, worked out once, when somebody asks
 */
record Incoming(
    AlertId id,
    Name integration,
    Signal signal,
    Instant at,
    boolean believedNew,
    Supplier<Judgement> judgement) {}
