package dev.siaga.web;

import dev.siaga.incidents.Head;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents, the newest first, and the form that declares one. */
public record IncidentsPage(
    Frame frame,
    List<Head> incidents,
    @Nullable String next,
    List<String> services,
    String title,
    String description,
    String problem) {}
