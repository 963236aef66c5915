package dev.siaga.web;

import dev.siaga.incidents.Head;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Incidents, the newest first, and the form that declares one.
 *
 * @param typed what was typed into that form, if it was just refused
 */
public record IncidentsPage(
    Frame frame,
    List<Head> incidents,
    @Nullable String next,
    List<String> services,
    Map<String, String> typed,
    String problem) {
  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }
}
