package dev.siaga.resources;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A resource as it once was.
 *
 * @param removed it was deleted then; the spec is what it had been
 * @param fields what changed, as in {@code spec.members}
 */
public record ResourceVersion(
    Resource.Revision revision, boolean removed, JsonNode spec, List<String> fields) {
  public ResourceVersion {
    fields = List.copyOf(fields);
  }
}
