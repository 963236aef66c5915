package dev.siaga.incidents;

import org.jspecify.annotations.Nullable;

/** The times by which an incident is judged later. */
public record Times(
    Moment started,
    Moment detected,
    @Nullable Moment acknowledged,
    @Nullable Moment validated,
    @Nullable Moment mitigated,
    @Nullable Moment resolved) {}
