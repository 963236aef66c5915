package dev.siaga.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.testkit.Await;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: the document tells the truth. Method: talk to the running server through every operation
 * and hold each body that goes in or comes out against the document's schemas.
 */
final class ConversationTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Contract CONTRACT = new Contract(OpenApi.yaml());
  private static ApiServer server;
  private final Set<Endpoint> spoken = EnumSet.noneOf(Endpoint.class);

  @BeforeAll
  static void start() {
    server = new ApiServer();
    server.configure();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void bodies_are_what_the_document_says() {
    configuration();
    alertsAndSenders();
    incidentOfAnAlert();
    declaredIncident();
    evidence();
    accounts();
    assertThat(EnumSet.complementOf(EnumSet.copyOf(spoken))).as("not spoken to").isEmpty();
  }

  private void configuration() {
    say(Endpoint.LIST_KINDS, "", "");
    plain(Endpoint.SHOW_SCHEMA, "/schemas/Person");
    plain(Endpoint.SHOW_DOCUMENT, "/openapi.yaml");
    say(
        Endpoint.APPLY,
        "",
        """
        {"dryRun":true,"why":"to see","documents":[{"file":"a.yaml","line":3,"kind":"Person",
         "name":"wisen","spec":{"displayName":"Wisen","email":"wisen@example.com"}}]}\
        """);
    say(Endpoint.EXPORT, "", "");
    assertThat(say(Endpoint.LIST_RESOURCES, "?limit=2", "").has("next")).isTrue();
    say(Endpoint.SHOW_RESOURCE, "Person/alastair", "");
    say(
        Endpoint.PUT_RESOURCE,
        "Person/wisen",
        "{\"spec\":{\"displayName\":\"Wisen\",\"email\":\"wisen@example.com\"},\"why\":\"joins\"}",
        Map.of("If-None-Match", "*"));
    say(Endpoint.LIST_VERSIONS, "Person/wisen/versions", "");
    say(Endpoint.REMOVE_RESOURCE, "Person/wisen?why=left", "", Map.of("If-Match", "\"v1\""));
    say(Endpoint.SHOW_ON_CALL, "?at=2026-01-01T00:00:00Z", "");
    say(Endpoint.SEND_TEST, "hook/test", "{}");
  }

  private void alertsAndSenders() {
    var key = say(Endpoint.MAKE_KEY, "prom/keys", "");
    deliver(key.path("path").asString(), "{\"alertname\":\"Down\",\"impact\":\"blocks-users\"}");
    deliver("/in/" + ApiServer.KEY + "/api/v2/alerts", "{\"alertname\":\"Slow\"}");
    var alert =
        say(Endpoint.LIST_ALERTS, "?firing=true&label=alertname%3D%22Slow%22", "")
            .path("items")
            .get(0)
            .path("id")
            .asString();
    say(Endpoint.SHOW_ALERT, alert, "");
    say(Endpoint.EXPIRE_ALERT, alert + "/expire", "");
    say(Endpoint.LIST_RECORDED, "?since=2026-01-01T00:00:00Z", "");
    var question = "{\"integration\":\"prom\",\"labels\":{\"impact\":\"blocks-users\"}}";
    say(Endpoint.PREVIEW_GATE, "", question);
    assertThat(say(Endpoint.PREVIEW_PAGING, "", question).path("pages").asBoolean()).isTrue();
    var silence =
        say(
            Endpoint.ADD_SILENCE,
            "",
            """
            {"matchers":["alertname=~\\"Flaps.*\\""],"reason":"being repaired",
             "endsAt":"2999-01-01T00:00:00Z"}\
            """);
    say(Endpoint.LIST_SILENCES, "", "");
    say(Endpoint.END_SILENCE, silence.path("id").asString(), "");
    say(Endpoint.LIST_SENDERS, "", "");
    var bodies =
        Await.value(
            "a body is kept",
            DEADLINE,
            () -> {
              var kept = say(Endpoint.LIST_BODIES, "prom/bodies", "").path("items");
              return kept.isEmpty() ? null : kept;
            });
    plain(Endpoint.SHOW_BODY, "/bodies/" + bodies.get(0).path("sha256").asString());
  }

  private static void deliver(String path, String labels) {
    var got = new Client(server.address(), "").post(path, "[{\"labels\":" + labels + "}]");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEmpty();
  }

  private void incidentOfAnAlert() {
    var incident =
        Await.value(
            "the alert opens an incident",
            DEADLINE,
            () -> {
              var found = say(Endpoint.LIST_INCIDENTS, "?open=true&service=shop", "");
              return found.path("items").isEmpty() ? null : found.path("items").get(0);
            });
    var id = incident.path("id").asString();
    Await.until(
        "somebody is paged",
        DEADLINE,
        () -> !say(Endpoint.LIST_DELIVERIES, id + "/deliveries", "").path("items").isEmpty());
    var number = incident.path("number").asString();
    assertThat(say(Endpoint.SHOW_INCIDENT, number, "").path("summary").path("id").asString())
        .isEqualTo(id);
    say(Endpoint.ACKNOWLEDGE_INCIDENT, id + "/acknowledge", "");
    say(Endpoint.VALIDATE_INCIDENT, id + "/validate", "{\"note\":\"seen\"}");
    say(
        Endpoint.SET_PRIORITY,
        id + "/priority",
        "{\"mainTransactionPossible\":true,\"somethingDisturbed\":true}");
    say(Endpoint.ASSIGN_ROLE, id + "/roles", "{\"role\":\"lead\",\"person\":\"alastair\"}");
    say(Endpoint.ADD_NOTE, id + "/notes", "{\"text\":\"The database is full.\"}");
    say(Endpoint.OPEN_TASK, id + "/tasks", "{\"what\":\"Free space\",\"owner\":\"alastair\"}");
    say(Endpoint.COMPLETE_TASK, id + "/tasks/1/complete", "{}");
    say(Endpoint.CHANGE_PHASE, id + "/phase", "{\"phase\":\"mitigating\"}");
    say(Endpoint.RESOLVE_INCIDENT, id + "/resolve", "{\"note\":\"Freed.\"}");
    say(Endpoint.REOPEN_INCIDENT, id + "/reopen", "{\"reason\":\"Full again.\"}");
    assertThat(say(Endpoint.SHOW_TIMELINE, id + "/timeline", "").path("items").size())
        .isGreaterThan(10);
  }

  private void declaredIncident() {
    var declared =
        say(
            Endpoint.DECLARE_INCIDENT,
            "",
            """
            {"title":"Nobody can pay","service":"shop","environment":"production",
             "noticedBy":"user","whoNoticed":"support","startedAt":"2026-01-01T00:00:00Z"}\
            """);
    var id = declared.path("summary").path("id").asString();
    say(
        Endpoint.DISMISS_INCIDENT,
        id + "/dismiss",
        "{\"reason\":\"It was a test.\",\"owner\":\"alastair\"}");
  }

  private void evidence() {
    say(
        Endpoint.ATTACH_EVIDENCE,
        "1/evidence",
        "{\"title\":\"Graph\",\"source\":\"Grafana\",\"link\":\"https://grafana.example/d/1\"}");
    var client = server.client();
    var multipart =
        """
        --xx\r
        Content-Disposition: form-data; name="title"\r
        \r
        Log of the shop\r
        --xx\r
        Content-Disposition: form-data; name="file"; filename="shop \\u00fc.log"\r
        Content-Type: text/html\r
        \r
        <script>alert(1)</script>\r
        --xx--\r
        """;
    var got =
        client.send(
            "POST",
            "/api/v1/incidents/1/files",
            multipart,
            Map.of("Content-Type", "multipart/form-data; boundary=xx"));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(CONTRACT.answer(Endpoint.ATTACH_FILE, 200, got.json())).isEmpty();
    spoken.add(Endpoint.ATTACH_FILE);
    var file = got.json().path("evidence").get(1);
    assertThat(file.path("title").asString()).isEqualTo("Log of the shop");
    var shown = client.get(file.path("file").path("address").asString());
    assertThat(shown.text()).isEqualTo("<script>alert(1)</script>");
    assertThat(shown.header("Content-Type")).startsWith("text/plain");
    assertThat(shown.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(shown.header("Content-Disposition")).startsWith("attachment");
    spoken.add(Endpoint.SHOW_FILE);
  }

  private void accounts() {
    say(Endpoint.SHOW_ME, "", "");
    var made = say(Endpoint.MAKE_TOKEN, "", "{\"label\":\"reader\",\"scopes\":[\"read\"]}");
    say(Endpoint.LIST_TOKENS, "", "");
    say(Endpoint.REVOKE_TOKEN, made.path("token").path("id").asString(), "");
  }

  private JsonNode say(Endpoint endpoint, String rest, String body) {
    return say(endpoint, rest, body, Map.of());
  }

  /** Asks, and holds both bodies against the document. */
  private JsonNode say(Endpoint endpoint, String rest, String body, Map<String, String> headers) {
    if (!body.isEmpty()) {
      assertThat(CONTRACT.request(endpoint, JsonMapper.shared().readTree(body)))
          .as("what is sent to %s", endpoint)
          .isEmpty();
    }
    var fixed = endpoint.fullPath().replaceFirst("/\\{.*", "");
    var path = rest.isEmpty() || rest.startsWith("?") ? fixed + rest : fixed + "/" + rest;
    var got = server.client().send(endpoint.method, path, body, headers);
    assertThat(got.status()).as("%s: %s", endpoint, got.text()).isEqualTo(endpoint.answer.status());
    spoken.add(endpoint);
    if (got.text().isEmpty()) {
      assertThat(endpoint.answer.form()).as("%s", endpoint).isEqualTo(Shape.Form.NONE);
      return JsonMapper.shared().createObjectNode();
    }
    assertThat(CONTRACT.answer(endpoint, got.status(), got.json()))
        .as("the answer of %s: %s", endpoint, got.text())
        .isEmpty();
    return got.json();
  }

  private void plain(Endpoint endpoint, String path) {
    var got = server.client().get(Endpoint.BASE + path);
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.response().body()).isNotEmpty();
    spoken.add(endpoint);
  }

  @Test
  void a_problem_is_what_the_document_says() {
    var got =
        server
            .client()
            .post(
                "/api/v1/apply",
                "{\"documents\":[{\"kind\":\"Nothing\",\"name\":\"x\",\"spec\":{}}]}");
    assertThat(got.status()).isEqualTo(422);
    assertThat(got.header("Content-Type")).isEqualTo(Reply.PROBLEM);
    assertThat(CONTRACT.answer(Endpoint.APPLY, 422, got.json())).isEmpty();
  }

  /** Goal: the judge is not asleep. Method: plant wrong types and fields, in both directions. */
  @Test
  void a_planted_mistake_is_found() {
    var me = server.client().get("/api/v1/me").json();
    assertThat(CONTRACT.answer(Endpoint.SHOW_ME, 200, me)).isEmpty();
    var planted =
        new Contract(
            OpenApi.yaml()
                .replace("admin:\n          type: boolean", "admin:\n          type: string"));
    assertThat(planted.answer(Endpoint.SHOW_ME, 200, me)).isNotEmpty();
    for (var wrong :
        List.of(
            "{\"actor\":1,\"scopes\":[],\"admin\":true}",
            "{\"actor\":\"a\",\"scopes\":[\"fly\"],\"admin\":true}",
            "{\"actor\":\"a\",\"scopes\":[],\"admin\":true,\"more\":1}",
            "{\"actor\":\"a\",\"scopes\":[]}")) {
      assertThat(CONTRACT.answer(Endpoint.SHOW_ME, 200, JsonMapper.shared().readTree(wrong)))
          .as(wrong)
          .isNotEmpty();
    }
    var request = JsonMapper.shared().readTree("{\"text\":5}");
    assertThat(CONTRACT.request(Endpoint.ADD_NOTE, request)).isNotEmpty();
  }
}
