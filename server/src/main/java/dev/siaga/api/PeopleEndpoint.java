package dev.siaga.api;

import static dev.siaga.api.QueryParameter.*;
import static dev.siaga.api.Right.*;

/**
 * Who is on call, whether they can be reached, and the tokens of their programs. Handled by {@link
 * OnCallRoutes}, {@link DeliveryRoutes} and {@link AccountRoutes}.
 */
enum PeopleEndpoint implements Endpoint {
  SHOW_ON_CALL(
      Operation.of(
          "GET /on-call",
          READ,
          Shape.NONE,
          Shape.of(OnCallJson.OnCallView.class),
          "Who is on call, in which hours, and what is missing",
          AT)),
  SEND_TEST(
      Operation.of(
          "POST /channels/{name}/test",
          CONFIGURE,
          Shape.of(DeliveryJson.Test.class),
          Shape.of(DeliveryJson.TestAnswer.class),
          "Sends a test and tells what the server said")),
  LIST_TOKENS(
      Operation.of(
          "GET /tokens",
          ADMIN,
          Shape.NONE,
          Shape.page(AccountJson.TokenView.class),
          "API tokens",
          CURSOR,
          LIMIT)),
  MAKE_TOKEN(
      Operation.of(
          "POST /tokens",
          ADMIN,
          Shape.of(AccountJson.NewToken.class),
          Shape.made(AccountJson.MadeToken.class),
          "Makes a token; it is shown this once")),
  REVOKE_TOKEN(
      Operation.of("DELETE /tokens/{token}", ADMIN, Shape.NONE, Shape.NONE, "Revokes a token"));

  private final Operation operation;

  PeopleEndpoint(Operation operation) {
    this.operation = operation;
  }

  @Override
  public Operation operation() {
    return operation;
  }
}
