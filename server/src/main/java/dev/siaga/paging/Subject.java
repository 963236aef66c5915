package dev.siaga.paging;

import dev.siaga.kernel.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an incident is about: whose it is, and what a page says of it. */
record Subject(
    long number,
    String title,
    @Nullable Name service,
    @Nullable Name team,
    String environment,
    Instant startedAt) {}
