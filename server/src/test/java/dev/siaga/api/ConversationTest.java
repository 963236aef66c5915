package dev.siaga.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.testkit.Await;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: the document tells the truth. Method: talk to the running server through every operation
 * and hold each body that goes in or comes out against the document's schemas.
 */
@Tag("slow")
final class ConversationTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Contract CONTRACT = new Contract(OpenApi.yaml());
  private static ApiServer server;
  private final Set<Endpoint> spoken = new HashSet<>();

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
    assertThat(spoken).as("spoken to").containsAll(Endpoints.ALL);
  }

  private void configuration() {
    say(ConfigurationEndpoint.LIST_KINDS, "", "");
    plain(ConfigurationEndpoint.SHOW_SCHEMA, "/schemas/Person");
    plain(AboutEndpoint.SHOW_DOCUMENT, "/openapi.yaml");
    say(
        ConfigurationEndpoint.APPLY,
        "",
        """
        {"dryRun":true,"why":"to see","documents":[{"file":"a.yaml","line":3,"kind":"Person",
         "name":"wisen","spec":{"displayName":"Wisen","email":"wisen@example.com"}}]}\
        """);
    say(ConfigurationEndpoint.EXPORT, "", "");
    assertThat(say(ConfigurationEndpoint.LIST_RESOURCES, "?limit=2", "").has("next")).isTrue();
    say(ConfigurationEndpoint.SHOW_RESOURCE, "Person/alastair", "");
    say(
        ConfigurationEndpoint.PUT_RESOURCE,
        "Person/wisen",
        "{\"spec\":{\"displayName\":\"Wisen\",\"email\":\"wisen@example.com\"},\"why\":\"joins\"}",
        Map.of("If-None-Match", "*"));
    say(ConfigurationEndpoint.LIST_VERSIONS, "Person/wisen/versions", "");
    say(
        ConfigurationEndpoint.REMOVE_RESOURCE,
        "Person/wisen?why=left",
        "",
        Map.of("If-Match", "\"v1\""));
    say(PeopleEndpoint.SHOW_ON_CALL, "?at=2026-01-01T00:00:00Z", "");
    say(PeopleEndpoint.SEND_TEST, "hook/test", "{}");
  }

  private void alertsAndSenders() {
    var key = say(ConfigurationEndpoint.MAKE_KEY, "prom/keys", "");
    deliver(key.path("path").asString(), "{\"alertname\":\"Down\",\"impact\":\"blocks-users\"}");
    var made = say(ConfigurationEndpoint.LIST_KEYS, "prom/keys", "").path("items").get(0);
    say(ConfigurationEndpoint.REVOKE_KEY, "prom/keys/" + made.path("id").asString(), "");
    deliver("/in/" + ApiServer.KEY + "/api/v2/alerts", "{\"alertname\":\"Slow\"}");
    var alert =
        say(AlertEndpoint.LIST_ALERTS, "?firing=true&label=alertname%3D%22Slow%22", "")
            .path("items")
            .get(0)
            .path("id")
            .asString();
    say(AlertEndpoint.SHOW_ALERT, alert, "");
    say(AlertEndpoint.EXPIRE_ALERT, alert + "/expire", "");
    say(AlertEndpoint.LIST_RECORDED, "?since=2026-01-01T00:00:00Z", "");
    var question = "{\"integration\":\"prom\",\"labels\":{\"impact\":\"blocks-users\"}}";
    say(AlertEndpoint.PREVIEW_GATE, "", question);
    assertThat(say(AlertEndpoint.PREVIEW_PAGING, "", question).path("pages").asBoolean()).isTrue();
    var silence =
        say(
            AlertEndpoint.ADD_SILENCE,
            "",
            """
            {"matchers":["alertname=~\\"Flaps.*\\""],"reason":"being repaired",
             "endsAt":"2999-01-01T00:00:00Z"}\
            """);
    say(AlertEndpoint.LIST_SILENCES, "", "");
    say(AlertEndpoint.END_SILENCE, silence.path("id").asString(), "");
    say(AlertEndpoint.LIST_SENDERS, "", "");
    var bodies =
        Await.value(
            "a body is kept",
            DEADLINE,
            () -> {
              var kept = say(ConfigurationEndpoint.LIST_BODIES, "prom/bodies", "").path("items");
              return kept.isEmpty() ? null : kept;
            });
    plain(ConfigurationEndpoint.SHOW_BODY, "/bodies/" + bodies.get(0).path("sha256").asString());
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
              var found = say(IncidentEndpoint.LIST_INCIDENTS, "?open=true&service=shop", "");
              return found.path("items").isEmpty() ? null : found.path("items").get(0);
            });
    var id = incident.path("id").asString();
    Await.until(
        "somebody is paged",
        DEADLINE,
        () ->
            !say(IncidentEndpoint.LIST_DELIVERIES, id + "/deliveries", "").path("items").isEmpty());
    var number = incident.path("number").asString();
    assertThat(
            say(IncidentEndpoint.SHOW_INCIDENT, number, "").path("summary").path("id").asString())
        .isEqualTo(id);
    say(IncidentEndpoint.ACKNOWLEDGE_INCIDENT, id + "/acknowledge", "");
    say(IncidentEndpoint.VALIDATE_INCIDENT, id + "/validate", "{\"note\":\"seen\"}");
    say(
        IncidentEndpoint.SET_PRIORITY,
        id + "/priority",
        "{\"mainTransactionPossible\":true,\"somethingDisturbed\":true}");
    say(IncidentEndpoint.ASSIGN_ROLE, id + "/roles", "{\"role\":\"lead\",\"person\":\"alastair\"}");
    say(IncidentEndpoint.ADD_NOTE, id + "/notes", "{\"text\":\"The database is full.\"}");
    say(
        IncidentEndpoint.OPEN_TASK,
        id + "/tasks",
        "{\"what\":\"Free space\",\"owner\":\"alastair\"}");
    say(IncidentEndpoint.COMPLETE_TASK, id + "/tasks/1/complete", "{}");
    say(IncidentEndpoint.CHANGE_PHASE, id + "/phase", "{\"phase\":\"mitigating\"}");
    say(IncidentEndpoint.RESOLVE_INCIDENT, id + "/resolve", "{\"note\":\"Freed.\"}");
    say(IncidentEndpoint.REOPEN_INCIDENT, id + "/reopen", "{\"reason\":\"Full again.\"}");
    assertThat(say(IncidentEndpoint.SHOW_TIMELINE, id + "/timeline", "").path("items").size())
        .isGreaterThan(10);
  }

  private void declaredIncident() {
    var declared =
        say(
            IncidentEndpoint.DECLARE_INCIDENT,
            "",
            """
            {"title":"Nobody can pay","service":"shop","environment":"production",
             "noticedBy":"user","whoNoticed":"support","startedAt":"2026-01-01T00:00:00Z"}\
            """);
    var id = declared.path("summary").path("id").asString();
    say(
        IncidentEndpoint.DISMISS_INCIDENT,
        id + "/dismiss",
        "{\"reason\":\"It was a test.\",\"owner\":\"alastair\"}");
  }

  private void evidence() {
    say(
        IncidentEndpoint.ATTACH_EVIDENCE,
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
    assertThat(CONTRACT.answer(IncidentEndpoint.ATTACH_FILE, 200, got.json())).isEmpty();
    spoken.add(IncidentEndpoint.ATTACH_FILE);
    var file = got.json().path("evidence").get(1);
    assertThat(file.path("title").asString()).isEqualTo("Log of the shop");
    var shown = client.get(file.path("file").path("address").asString());
    assertThat(shown.text()).isEqualTo("<script>alert(1)</script>");
    assertThat(shown.header("Content-Type")).startsWith("text/plain");
    assertThat(shown.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(shown.header("Content-Disposition")).startsWith("attachment");
    spoken.add(IncidentEndpoint.SHOW_FILE);
  }

  private void accounts() {
    say(AboutEndpoint.SHOW_ME, "", "");
    var made = say(PeopleEndpoint.MAKE_TOKEN, "", "{\"label\":\"reader\",\"scopes\":[\"read\"]}");
    say(PeopleEndpoint.LIST_TOKENS, "", "");
    say(PeopleEndpoint.REVOKE_TOKEN, made.path("token").path("id").asString(), "");
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
    var got = server.client().send(endpoint.method(), path, body, headers);
    assertThat(got.status())
        .as("%s: %s", endpoint, got.text())
        .isEqualTo(endpoint.operation().answer().status());
    spoken.add(endpoint);
    if (got.text().isEmpty()) {
      assertThat(endpoint.operation().answer().form())
          .as("%s", endpoint)
          .isEqualTo(Shape.Form.NONE);
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
    assertThat(CONTRACT.answer(ConfigurationEndpoint.APPLY, 422, got.json())).isEmpty();
  }

  /** Goal: the judge is not asleep. Method: plant wrong types and fields, in both directions. */
  @Test
  void a_planted_mistake_is_found() {
    var me = server.client().get("/api/v1/me").json();
    assertThat(CONTRACT.answer(AboutEndpoint.SHOW_ME, 200, me)).isEmpty();
    var planted =
        new Contract(
            OpenApi.yaml()
                .replace("admin:\n          type: boolean", "admin:\n          type: string"));
    assertThat(planted.answer(AboutEndpoint.SHOW_ME, 200, me)).isNotEmpty();
    for (var wrong :
        List.of(
            "{\"actor\":1,\"scopes\":[],\"admin\":true}",
            "{\"actor\":\"a\",\"scopes\":[\"fly\"],\"admin\":true}",
            "{\"actor\":\"a\",\"scopes\":[],\"admin\":true,\"more\":1}",
            "{\"actor\":\"a\",\"scopes\":[]}")) {
      assertThat(CONTRACT.answer(AboutEndpoint.SHOW_ME, 200, JsonMapper.shared().readTree(wrong)))
          .as(wrong)
          .isNotEmpty();
    }
    var request = JsonMapper.shared().readTree("{\"text\":5}");
    assertThat(CONTRACT.request(IncidentEndpoint.ADD_NOTE, request)).isNotEmpty();
  }
}
