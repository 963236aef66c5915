package dev.siaga.api;

import dev.siaga.accounts.Accounts;
import java.util.HashSet;
import java.util.Map;

/** Who asks, and the tokens of programs. */
final class AccountRoutes implements Routes {
  private final Accounts accounts;

  AccountRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        AboutEndpoint.SHOW_DOCUMENT, _ -> Reply.text(200, "application/yaml", OpenApi.yaml()),
        AboutEndpoint.SHOW_ME, this::me,
        PeopleEndpoint.LIST_TOKENS, this::list,
        PeopleEndpoint.MAKE_TOKEN, this::make,
        PeopleEndpoint.REVOKE_TOKEN, this::revoke);
  }

  private Reply me(Call call) {
    var formToken = call.sessionCookie().map(accounts::formToken).orElse(null);
    return call.ok(AccountJson.Me.of(call.principal(), formToken));
  }

  private Reply list(Call call) {
    return call.ok(accounts.tokens(call.part()).map(AccountJson.TokenView::of));
  }

  private Reply make(Call call) {
    var wanted = call.body(AccountJson.NewToken.class);
    var made =
        accounts.createToken(call.principal(), wanted.label(), new HashSet<>(wanted.scopes()));
    return call.answer(
        made,
        token ->
            call.reply(201, AccountJson.MadeToken.of(token))
                .at(Endpoint.BASE + "/tokens/" + token.token().id()));
  }

  private Reply revoke(Call call) {
    return call.answer(accounts.revokeToken(call.id("token")), _ -> Reply.nothing(204));
  }
}
