package dev.siaga.api;

import static dev.siaga.api.QueryParameter.*;
import static dev.siaga.api.Right.*;

/** What the API says of itself and of who asks. Handled by {@link AccountRoutes}. */
enum AboutEndpoint implements Endpoint {
  SHOW_DOCUMENT(Operation.of("GET /openapi.yaml", OPEN, Shape.NONE, Shape.YAML, "This document")),
  SHOW_ME(
      Operation.of("GET /me", SIGNED_IN, Shape.NONE, Shape.of(AccountJson.Me.class), "Who asks"));

  private final Operation operation;

  AboutEndpoint(Operation operation) {
    this.operation = operation;
  }

  @Override
  public Operation operation() {
    return operation;
  }
}
