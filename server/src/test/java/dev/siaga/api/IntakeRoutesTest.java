package dev.siaga.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.intake.Intake;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each door answers in the form that its senders understand. */
final class IntakeRoutesTest {
  private static final String PROMETHEUS = "/in/" + ApiServer.KEY + "/api/v2/alerts";
  private static final String GENERIC = "/in/" + ApiServer.KEY + "/generic";
  private static ApiServer server;
  private static Client sender;

  @BeforeAll
  static void start() {
    server = new ApiServer();
    server.configure();
    sender = new Client(server.address(), "");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void what_prometheus_sends_is_taken_with_an_empty_answer() {
    var got = sender.post(PROMETHEUS, "[{\"labels\":{\"alertname\":\"Taken\"}}]");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.text()).isEmpty();
    assertThat(alerts("Taken")).isEqualTo(1);
  }

  @Test
  void the_good_alerts_of_a_batch_are_kept_and_the_answer_names_the_others() {
    var got =
        sender.post(PROMETHEUS, "[{\"labels\":{}},{\"labels\":{\"alertname\":\"Neighbour\"}}]");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.json().isString()).isTrue();
    assertThat(got.json().asString()).contains("alert 0", "labels");
    assertThat(alerts("Neighbour")).isEqualTo(1);
  }

  @Test
  void nonsense_is_answered_with_a_json_string() {
    var got = sender.post(PROMETHEUS, "{");
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.json().isString()).isTrue();
  }

  @Test
  void the_other_doors_answer_with_a_count_or_a_problem() {
    var taken = sender.post(GENERIC, "{\"title\":\"Backup failed\"}");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(taken.json().path("taken").asInt()).isEqualTo(1);
    var wrong = sender.post(GENERIC, "{");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.header("Content-Type")).isEqualTo(Reply.PROBLEM);
    assertThat(wrong.json().path("type").asString()).isEqualTo("urn:siaga:problem:malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v2/alerts", "/alertmanager", "/generic"})
  void a_wrong_key_is_not_found(String door) {
    assertThat(sender.post("/in/ffffffffffffffffffffffffffffffff" + door, "[]").status())
        .isEqualTo(404);
  }

  @Test
  void a_key_that_was_revoked_is_not_found_and_the_others_go_on() {
    make("backup", null);
    var first = newKey("backup");
    var second = newKey("backup");
    var keys = administrator().get("/api/v1/integrations/backup/keys").json().path("items");
    var newest = keys.get(0).path("id").asString();
    var revoked =
        administrator().send("DELETE", "/api/v1/integrations/backup/keys/" + newest, "", Map.of());
    assertThat(revoked.status()).isEqualTo(204);
    assertThat(sender.post(second, "{\"title\":\"x\"}").status()).isEqualTo(404);
    assertThat(sender.post(first, "{\"title\":\"x\"}").status()).isEqualTo(200);
  }

  /** Goal: who removes an integration has locked its senders out, whoever makes it again. */
  @Test
  void a_key_dies_with_its_integration() {
    make("cron", null);
    var key = newKey("cron");
    assertThat(sender.post(key, "{\"title\":\"x\"}").status()).isEqualTo(200);
    var gone =
        administrator()
            .send("DELETE", "/api/v1/resources/Integration/cron", "", Map.of("If-Match", "*"));
    assertThat(gone.status()).isEqualTo(204);
    make("cron", null);
    assertThat(sender.post(key, "{\"title\":\"x\"}").status()).isEqualTo(404);
  }

  @Test
  void two_integrations_do_not_have_the_same_key() {
    var refused = make("twin", ApiServer.KEY);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("prom has the same key").doesNotContain(ApiServer.KEY);
  }

  private static Client.Got make(String integration, @Nullable String key) {
    var secret = key == null ? "" : ",\"key\":\"" + key + "\"";
    return administrator()
        .post(
            "/api/v1/apply",
            """
            {"documents":[{"kind":"Integration","name":"%s","spec":{"type":"generic"%s}}]}\
            """
                .formatted(integration, secret));
  }

  private static String newKey(String integration) {
    var made = administrator().post("/api/v1/integrations/" + integration + "/keys", "");
    return made.json().path("path").asString();
  }

  private static Client administrator() {
    return server.client();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void more_than_eight_mebibytes_are_too_large(boolean chunked) {
    var body = new byte[Intake.BODY_BYTES_MAX + 1];
    var publisher =
        chunked
            ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
            : BodyPublishers.ofByteArray(body);
    var request =
        HttpRequest.newBuilder(URI.create(server.address() + PROMETHEUS)).POST(publisher).build();
    assertThat(Client.send(request).status()).isEqualTo(413);
  }

  @Test
  void packed_bodies_are_taken_and_their_real_size_counts() throws IOException {
    var gzip = Map.of("Content-Encoding", "gzip");
    var packed =
        packed("[{\"labels\":{\"alertname\":\"Packed\"}}]".getBytes(StandardCharsets.UTF_8));
    assertThat(sender.send("POST", PROMETHEUS, packed, gzip).status()).isEqualTo(200);
    assertThat(alerts("Packed")).isEqualTo(1);
    var bomb = packed(new byte[Intake.BODY_BYTES_MAX + 1]);
    assertThat(sender.send("POST", PROMETHEUS, bomb, gzip).status()).isEqualTo(413);
    assertThat(sender.send("POST", PROMETHEUS, new byte[] {1, 2, 3}, gzip).status()).isEqualTo(400);
  }

  private static byte[] packed(byte[] body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }

  private static int alerts(String name) {
    return server
        .client()
        .get("/api/v1/alerts?label=alertname%3D" + name)
        .json()
        .path("items")
        .size();
  }
}
