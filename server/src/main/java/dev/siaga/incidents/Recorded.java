package dev.siaga.incidents;

import dev.siaga.kernel.IncidentId;

/** An event in its place on the timeline of its incident. */
public record Recorded(IncidentId incident, int version, IncidentEvent event) {}
