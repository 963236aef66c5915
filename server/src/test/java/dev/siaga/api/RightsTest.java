package dev.siaga.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.accounts.Scope;
import dev.siaga.kernel.Answer;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class RightsTest {
  private static final String NOBODY_ID = "00000000-0000-7000-8000-000000000000";
  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = new ApiServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void without_a_token_only_what_is_open_answers() {
    var nobody = new Client(server.address(), "");
    for (var endpoint : Endpoints.ALL) {
      var got = ask(nobody, endpoint);
      if (endpoint.right().needsPrincipal()) {
        assertThat(got.status()).as("%s", endpoint).isEqualTo(401);
        assertThat(got.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(got.json().path("title").asString()).isEqualTo("Not signed in");
      } else {
        assertThat(got.status()).as("%s", endpoint).isNotIn(401, 403);
      }
    }
  }

  @Test
  void a_token_opens_what_its_scope_says_and_nothing_more() {
    var mistakes = new ArrayList<String>();
    for (var scope : Scope.values()) {
      var client = new Client(server.address(), server.token("only " + scope, Set.of(scope)));
      for (var endpoint : Endpoints.ALL) {
        boolean may = endpoint.right().scope == null || endpoint.right().scope == scope;
        int status = ask(client, endpoint).status();
        if (may ? status == 401 || status == 403 || status >= 500 : status != 403) {
          mistakes.add(scope + " at " + endpoint + ": " + status);
        }
      }
    }
    assertThat(mistakes).isEmpty();
  }

  @Test
  void a_token_that_is_unknown_or_revoked_opens_nothing() {
    assertThat(new Client(server.address(), "siaga_nobody").get("/api/v1/me").status())
        .isEqualTo(401);
    var administrator = server.accounts.token(ApiServer.TOKEN).orElseThrow();
    var made = server.accounts.createToken(administrator, "goes", Set.of(Scope.READ));
    assertThat(made).isInstanceOfSatisfying(Answer.Ok.class, ok -> {});
    if (made instanceof Answer.Ok(var token)) {
      var client = new Client(server.address(), token.secret());
      assertThat(client.get("/api/v1/me").status()).isEqualTo(200);
      assertThat(
              server.client().send("DELETE", "/api/v1/tokens/" + token.token().id(), "").status())
          .isEqualTo(204);
      assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
    }
  }

  /** Goal: another site can't make a browser change something. Method: its cookie alone. */
  @Test
  void a_session_changes_something_only_with_its_form_token() {
    if (!(server.accounts.signIn(ApiServer.EMAIL, ApiServer.PASSWORD, "127.0.0.1")
        instanceof Answer.Ok(var signedIn))) {
      throw new AssertionError("nobody can sign in");
    }
    var browser = new Client(server.address(), "");
    var session = Api.SESSION_COOKIE + "=" + signedIn.cookie();
    var cookie = Map.of("Cookie", session);
    var me = browser.send("GET", "/api/v1/me", "", cookie);
    assertThat(me.status()).isEqualTo(200);
    var note = "{\"label\":\"from a page\",\"scopes\":[\"read\"]}";
    assertThat(browser.send("POST", "/api/v1/tokens", note, cookie).status()).isEqualTo(403);
    var meant =
        Map.of("Cookie", session, Api.FORM_TOKEN_HEADER, me.json().path("formToken").asString());
    assertThat(browser.send("POST", "/api/v1/tokens", note, meant).status()).isEqualTo(201);
  }

  private static Client.Got ask(Client client, Endpoint endpoint) {
    var path = endpoint.fullPath();
    for (var place : endpoint.places()) {
      path = path.replace("{" + place + "}", place.equals("kind") ? "Person" : NOBODY_ID);
    }
    return client.send(
        endpoint.method(),
        path,
        endpoint.method().equals("GET") ? "" : "{}",
        Map.of("If-Match", "*"));
  }

  @Test
  void every_right_is_used() {
    assertThat(Endpoints.ALL.stream().map(each -> each.right()).distinct())
        .contains(
            Right.OPEN, Right.SIGNED_IN, Right.READ, Right.RESPOND, Right.CONFIGURE, Right.ADMIN);
  }
}
