package dev.siaga.api;

import static dev.siaga.api.QueryParameter.*;
import static dev.siaga.api.Right.*;

/**
 * Resources, and the keys and bodies of integrations. Handled by {@link ResourceRoutes} and {@link
 * SenderRoutes}.
 */
enum ConfigurationEndpoint implements Endpoint {
  LIST_KINDS(
      Operation.of(
          "GET /schemas",
          OPEN,
          Shape.NONE,
          Shape.of(ResourceJson.Kinds.class),
          "The kinds of resource with their JSON Schemas")),
  SHOW_SCHEMA(
      Operation.of(
          "GET /schemas/{kind}", OPEN, Shape.NONE, Shape.ANY, "The JSON Schema of a kind")),
  APPLY(
      Operation.of(
          "POST /apply",
          CONFIGURE,
          Shape.of(ResourceJson.Apply.class),
          Shape.of(ResourceJson.Applied.class),
          "Creates and changes resources, all or none; what is not named stays")),
  EXPORT(
      Operation.of(
          "GET /export",
          READ,
          Shape.NONE,
          Shape.of(ResourceJson.Export.class),
          "All resources, without their secrets",
          KIND)),
  LIST_RESOURCES(
      Operation.of(
          "GET /resources",
          READ,
          Shape.NONE,
          Shape.page(ResourceJson.ResourceView.class),
          "Resources by kind and name",
          KIND,
          CURSOR,
          LIMIT)),
  SHOW_RESOURCE(
      Operation.of(
          "GET /resources/{kind}/{name}",
          READ,
          Shape.NONE,
          Shape.of(ResourceJson.ResourceView.class),
          "A resource, without its secrets")),
  PUT_RESOURCE(
      Operation.of(
          "PUT /resources/{kind}/{name}",
          CONFIGURE,
          Shape.of(ResourceJson.Put.class),
          Shape.of(ResourceJson.ResourceView.class),
          "Creates or changes a resource")),
  REMOVE_RESOURCE(
      Operation.of(
          "DELETE /resources/{kind}/{name}",
          CONFIGURE,
          Shape.NONE,
          Shape.NONE,
          "Removes a resource that no other needs",
          WHY)),
  LIST_VERSIONS(
      Operation.of(
          "GET /resources/{kind}/{name}/versions",
          READ,
          Shape.NONE,
          Shape.page(ResourceJson.VersionView.class),
          "Who changed a resource when and why",
          CURSOR,
          LIMIT)),
  MAKE_KEY(
      Operation.of(
          "POST /integrations/{name}/keys",
          CONFIGURE,
          Shape.NONE,
          Shape.made(AlertJson.NewKey.class),
          "Makes a key for a sender; it is shown this once")),
  LIST_KEYS(
      Operation.of(
          "GET /integrations/{name}/keys",
          READ,
          Shape.NONE,
          Shape.page(AlertJson.KeyView.class),
          "The keys that were made for a sender, without what they are")),
  REVOKE_KEY(
      Operation.of(
          "DELETE /integrations/{name}/keys/{key}",
          CONFIGURE,
          Shape.NONE,
          Shape.NONE,
          "Revokes a key: no sender delivers by it any more")),
  LIST_BODIES(
      Operation.of(
          "GET /integrations/{name}/bodies",
          READ,
          Shape.NONE,
          Shape.page(AlertJson.BodyView.class),
          "What a sender sent lately",
          CURSOR,
          LIMIT)),
  SHOW_BODY(
      Operation.of("GET /bodies/{sha256}", READ, Shape.NONE, Shape.FILE, "A body as it was sent"));

  private final Operation operation;

  ConfigurationEndpoint(Operation operation) {
    this.operation = operation;
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public int bodyBytesMax() {
    return this == APPLY ? APPLY_BYTES_MAX : Endpoint.super.bodyBytesMax();
  }
}
