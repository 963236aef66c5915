package dev.siaga.notify;

import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as people see it.
 *
 * @param attempt how often it was tried
 * @param acceptedBy the server that took it
 * @param providerId what that server said, with its own id
 * @param why the last attempt failed, or it was given up
 * @param nextTry when it leaves, or is tried again
 */
public record DeliveryView(
    String key,
    Urgency urgency,
    @Nullable IncidentId incident,
    @Nullable Name person,
    Name channel,
    String address,
    DeliveryState state,
    int attempt,
    @Nullable String acceptedBy,
    @Nullable String providerId,
    @Nullable Text why,
    @Nullable Instant nextTry,
    Instant plannedAt,
    Instant changedAt) {}
