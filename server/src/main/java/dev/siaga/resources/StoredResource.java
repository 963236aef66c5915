package dev.siaga.resources;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A resource as the database keeps it.
 *
 * @param removed deleted; kept so that the versions of a namesake go on from here
 * @param spec without sealed secrets, with hashes in the place of hashed ones
 * @param sealed by the text of their {@link SecretField}
 */
record StoredResource(
    ResourceKey key,
    boolean removed,
    JsonNode spec,
    Map<String, byte[]> sealed,
    Resource.Revision revision) {
  StoredResource {
    sealed = Map.copyOf(sealed);
  }
}
