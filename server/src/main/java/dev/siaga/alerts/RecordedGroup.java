package dev.siaga.alerts;

import dev.siaga.kernel.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Alerts of one group that were only recorded, counted. */
public record RecordedGroup(
    String groupKey,
    @Nullable Name service,
    String title,
    int alerts,
    int firing,
    Instant lastStartedAt) {}
