package dev.siaga.resources;

import dev.siaga.kernel.Name;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A resource as people see it: without its secrets.
 *
 * @param spec fields in the order of the schema
 * @param secrets which write-only fields have a value, as in {@code spec.email.password}
 */
public record Resource(
    String kind, Name name, JsonNode spec, List<String> secrets, Revision revision) {
  public Resource {
    secrets = List.copyOf(secrets);
  }

  /**
   * Who changed a resource when and why.
   *
   * @param number counts the changes of the resource, from 1
   */
  public record Revision(int number, Instant at, String by, String why) {}
}
