package dev.siaga.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and in which words; what is done once. */
@Tag("slow")
final class RequestsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static ApiServer server;
  private static Client client;

  @BeforeAll
  static void start() {
    server = new ApiServer();
    server.configure();
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | ''",
        "[] | ''",
        "'' | ''",
        "{\"title\":\"x\",\"colour\":\"red\"} | colour",
        "{\"description\":\"x\"} | title",
        "{\"title\":\"x\",\"startedAt\":\"yesterday\"} | startedAt",
        "{\"title\":\"x\",\"noticedBy\":\"nobody\"} | noticedBy",
        "{\"title\":\"x\",\"service\":\"No Name\"} | service",
        "{\"title\":\"x\",\"startedAt\":\"+1000000-01-01T00:00:00Z\"} | startedAt",
        "{\"title\":\"x\\u0000\"} | ''",
        "{\"title\":\"x\",\"service\":\"chekout\"} | service",
        "{\"title\":\"x\",\"team\":\"nobody\"} | team",
        "{\"title\":\"x\",\"answers\":{}} | answers.mainTransactionPossible",
      })
  void a_body_that_does_not_fit_is_refused_with_its_field(String body, String field) {
    var got = client.post("/api/v1/incidents", body);
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.json().path("type").asString()).isEqualTo("urn:siaga:problem:invalid");
    assertThat(got.json().path("field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "/incidents?limit=many, limit",
    "/incidents?limit=100000, limit",
    "/incidents?open=perhaps, open",
    "/incidents?phase=lunch, phase",
    "/incidents?service=No%20Name, service",
    "/alerts?label=nonsense, label",
    "/alerts?label=a%3D~%22(%22, label",
    "/on-call?at=tomorrow, at",
    "/on-call?at=%2B1000000000-01-01T00:00:00Z, at",
    "/incidents?text=%00, ''",
    "/resources?cursor=nowhere, cursor",
    "/export?kind=Nothing, kind",
  })
  void a_question_that_does_not_fit_is_refused_with_its_part(String path, String field) {
    var got = client.get("/api/v1" + path);
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.json().path("field").asString()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({
    "/incidents/0",
    "/incidents/999999999999999999",
    "/incidents/x",
    "/incidents/00000000-0000-7000-8000-000000000000/timeline",
    "/alerts/00000000-0000-7000-8000-000000000000",
    "/resources/Person/nobody",
    "/resources/Nothing/nobody",
    "/schemas/Nothing",
    "/bodies/x",
    "/nowhere",
  })
  void what_is_not_there_is_not_found(String path) {
    var got = client.get("/api/v1" + path);
    assertThat(got.status()).as(got.text()).isEqualTo(404);
    assertThat(got.header("Content-Type")).isEqualTo(Reply.PROBLEM);
  }

  @Test
  void another_method_at_a_known_address_is_told_which_it_may_be() {
    var got = client.send("DELETE", "/api/v1/incidents/1/notes", "");
    assertThat(got.status()).isEqualTo(405);
    assertThat(got.header("Allow")).isEqualTo("POST");
  }

  @Test
  void a_problem_speaks_the_language_of_the_asker() {
    var got =
        client.send("GET", "/api/v1/incidents/0", "", Map.of("Accept-Language", "id, en;q=0.5"));
    assertThat(got.json().path("title").asString()).isEqualTo("Tidak ditemukan");
  }

  @Test
  void a_body_that_is_too_large_is_refused() {
    var got = client.post("/api/v1/incidents", "\"" + "x".repeat(Endpoint.BODY_BYTES_MAX) + "\"");
    assertThat(got.status()).isEqualTo(413);
  }

  @Test
  void a_change_must_say_which_version_it_has_seen() {
    var path = "/api/v1/resources/Person/vera";
    var body = "{\"spec\":{\"displayName\":\"%s\",\"email\":\"vera@example.com\"}}";
    assertThat(client.send("PUT", path, body.formatted("Vera")).status()).isEqualTo(428);
    var made = client.send("PUT", path, body.formatted("Vera"), Map.of("If-None-Match", "*"));
    assertThat(made.header("ETag")).isEqualTo("\"v1\"");
    assertThat(put(path, body.formatted("Vera 1"), made.header("ETag")).status()).isEqualTo(200);
    assertThat(put(path, body.formatted("Vera 2"), made.header("ETag")).status()).isEqualTo(412);
    assertThat(put(path, body.formatted("Vera 3"), "*").header("ETag")).isEqualTo("\"v3\"");
    assertThat(put(path, body.formatted("Vera 4"), "v3").status()).isEqualTo(400);
    assertThat(
            client.send("PUT", path, body.formatted("Vera"), Map.of("If-None-Match", "*")).status())
        .isEqualTo(412);
  }

  private static Client.Got put(String path, String body, String seen) {
    return client.send("PUT", path, body, Map.of("If-Match", seen));
  }

  @Test
  void who_has_not_seen_what_another_did_is_told_so() {
    var id = declared("Two at once");
    var seen = Map.of("If-Match", client.get("/api/v1/incidents/" + id).header("ETag"));
    var first = post(id, "validate", "{}", seen);
    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(post(id, "dismiss", "{\"reason\":\"no\",\"owner\":\"alastair\"}", seen).status())
        .isEqualTo(412);
    assertThat(post(id, "notes", "{\"text\":\"a note takes nothing away\"}", seen).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dismiss | {\"reason\":\"no\",\"owner\":\"nobody\"} | owner",
        "tasks | {\"what\":\"Free space\",\"owner\":\"nobody\"} | owner",
        "roles | {\"role\":\"lead\",\"person\":\"nobody\"} | person",
      })
  void whoever_is_given_something_to_do_is_a_person_that_siaga_knows(
      String what, String body, String field) {
    var id = declared("For nobody");
    var got = post(id, what, body, Map.of());
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.json().path("field").asString()).isEqualTo(field);
    assertThat(got.json().path("detail").asString()).contains("nobody named nobody");
    assertThat(post(id, what, body.replace("nobody", "alastair"), Map.of()).status())
        .isEqualTo(200);
  }

  private static Client.Got post(
      String incident, String what, String body, Map<String, String> headers) {
    return client.send("POST", "/api/v1/incidents/" + incident + "/" + what, body, headers);
  }

  private static String declared(String title) {
    var got =
        client.post(
            "/api/v1/incidents", "{\"title\":\"" + title + "\",\"whoNoticed\":\"support\"}");
    assertThat(got.status()).as(got.text()).isEqualTo(201);
    assertThat(got.header("Location")).startsWith("/api/v1/incidents/");
    return got.json().path("summary").path("id").asString();
  }

  @Test
  void what_is_declared_of_a_service_belongs_to_its_team() {
    var declared =
        client.post("/api/v1/incidents", "{\"title\":\"x\",\"service\":\"shop\"}").json();
    assertThat(declared.path("summary").path("team").asString()).isEqualTo("engineering");
    assertThat(declared.path("summary").path("environment").asString()).isEqualTo("production");
  }

  @Test
  void what_would_happen_at_a_time_is_judged_by_the_silences_of_that_time() {
    var now = Instant.now();
    var silence =
        """
        {"matchers":["alertname=Planned"],"reason":"a repair","startsAt":"%s","endsAt":"%s"}\
        """
            .formatted(now.plusSeconds(3_600), now.plusSeconds(7_200));
    assertThat(client.post("/api/v1/silences", silence).status()).isEqualTo(201);
    assertThat(ruleAt(now)).doesNotStartWith("silence/");
    assertThat(ruleAt(now.plusSeconds(5_400))).startsWith("silence/");
  }

  private static String ruleAt(Instant at) {
    var question =
        """
        {"integration":"prom","labels":{"alertname":"Planned"},"at":"%s"}\
        """
            .formatted(at);
    var woken = client.post("/api/v1/paging/preview", question).json();
    return woken.path("judgement").path("rule").asString();
  }

  @Test
  void a_request_with_a_key_is_done_once() {
    var body = "{\"title\":\"Only once\",\"whoNoticed\":\"support\"}";
    var key = Map.of("Idempotency-Key", "once");
    var first = client.send("POST", "/api/v1/incidents", body, key);
    var second = client.send("POST", "/api/v1/incidents", body, key);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(client.get("/api/v1/incidents?text=Only%20once").json().path("items").size())
        .isEqualTo(1);
    var other = body.replace("once", "twice");
    assertThat(client.send("POST", "/api/v1/incidents", other, key).status()).isEqualTo(422);
  }

  @Test
  void a_request_that_was_refused_may_be_sent_again_with_its_key() {
    var key = Map.of("Idempotency-Key", "refused");
    assertThat(client.send("POST", "/api/v1/incidents", "{}", key).status()).isEqualTo(400);
    assertThat(client.send("POST", "/api/v1/incidents", "{}", key).status()).isEqualTo(400);
  }

  /**
   * Goal: an incident is not declared twice because the database went away after the first. Method:
   * the answer can't be kept.
   */
  @Test
  void a_request_whose_answer_was_lost_is_not_done_again() {
    var body = "{\"title\":\"Lost answer\",\"whoNoticed\":\"support\"}";
    var key = Map.of("Idempotency-Key", "lost");
    server.sql(
        "ALTER TABLE api_request ADD CONSTRAINT lost CHECK (key <> 'lost' OR status IS NULL)");
    assertThat(client.send("POST", "/api/v1/incidents", body, key).status()).isEqualTo(503);
    assertThat(client.send("POST", "/api/v1/incidents", body, key).status()).isEqualTo(409);
    server.sql("UPDATE api_request SET started_at = started_at - interval '3 minutes'");
    var again = client.send("POST", "/api/v1/incidents", body, key);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("answer-lost");
    assertThat(client.get("/api/v1/incidents?text=Lost%20answer").json().path("items").size())
        .isEqualTo(1);
  }

  /** Goal: no two are made of one. Method: many at the same moment with one key. */
  @Test
  void requests_with_one_key_at_the_same_time_make_one() throws Exception {
    var body = "{\"title\":\"All at once\",\"whoNoticed\":\"support\"}";
    var key = Map.of("Idempotency-Key", "at once");
    Callable<Integer> ask = () -> client.send("POST", "/api/v1/incidents", body, key).status();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = threads.invokeAll(Stream.generate(() -> ask).limit(8).toList());
      for (var answer : asked) {
        assertThat(answer.get()).isIn(201, 409);
      }
    }
    assertThat(client.get("/api/v1/incidents?text=All%20at%20once").json().path("items").size())
        .isEqualTo(1);
  }

  /** Goal: nothing is cut off in silence. */
  @Test
  void short_lists_are_read_in_parts_too() {
    for (int i = 0; i < 3; i++) {
      client.post("/api/v1/tokens", "{\"label\":\"part-" + i + "\",\"scopes\":[\"read\"]}");
      client.post("/in/" + ApiServer.KEY + "/generic", "{ no " + i);
    }
    for (var list : List.of("/api/v1/tokens", "/api/v1/integrations/prom/bodies")) {
      Await.until("all are there", SOON, () -> size(list + "?limit=500") >= 3);
      int all = size(list + "?limit=500");
      var first = client.get(list + "?limit=2").json();
      assertThat(first.path("items").size()).as(list).isEqualTo(2);
      assertThat(first.path("next").asString()).isEqualTo("2");
      assertThat(size(list + "?limit=500&cursor=2")).isEqualTo(all - 2);
    }
    assertThat(client.get("/api/v1/tokens?cursor=x").status()).isEqualTo(400);
  }

  private static int size(String list) {
    return client.get(list).json().path("items").size();
  }

  @Test
  void lists_are_read_in_parts() {
    for (int i = 0; i < 3; i++) {
      declared("Part " + i);
    }
    var first = client.get("/api/v1/incidents?text=Part&limit=2").json();
    assertThat(first.path("items").size()).isEqualTo(2);
    var rest =
        client
            .get("/api/v1/incidents?text=Part&limit=2&cursor=" + first.path("next").asString())
            .json();
    assertThat(rest.path("items").size()).isEqualTo(1);
    assertThat(rest.has("next")).isFalse();
  }
}
