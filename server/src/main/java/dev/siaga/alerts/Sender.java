package dev.siaga.alerts;

import dev.siaga.kernel.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an integration was last heard.
 *
 * @param silentSince set while leases of its alerts have run out and it has not been heard again
 */
public record Sender(Name integration, Instant seenAt, @Nullable Instant silentSince) {}
