package dev.siaga.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Mailbox;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.LogCatcher;
import dev.siaga.testkit.TestDatabase;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of the whole program, as a browser without script asks for them. */
@Tag("slow")
final class PagesTest {
  private static final String EMAIL = "ana@example.com";
  private static final String PASSWORD = "correct horse battery";
  private static final String TOKEN = "token-of-at-least-20-chars";
  private static final String KEY = "a-key-of-at-least-32-characters-x";
  private static final String BOUNDARY = "multipart/form-data; boundary=xx";
  private static final Pattern FORM_TOKEN =
      Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"");
  private static final Pattern VERSION = Pattern.compile("name=\"version\" value=\"([^\"]+)\"");
  private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+[?]after=[0-9]+)\"");
  private static final Duration SOON = Duration.ofSeconds(30);
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final TestDatabase database = TestDatabase.fresh();
  private final Mailbox mailbox = Mailbox.onFreePorts();
  @TempDir private Path folder;
  private App app;

  @BeforeEach
  void start() throws Exception {
    var url = database.url() + (database.url().contains("?") ? "&" : "?");
    var environment =
        Map.of(
            "SIAGA_DATA",
            folder.toString(),
            "SIAGA_HTTP_PORT",
            "0",
            "SIAGA_DATABASE_URL",
            url + "user=" + database.user() + "&password=" + database.password(),
            "SIAGA_ADMIN_EMAIL",
            EMAIL,
            "SIAGA_ADMIN_PASSWORD",
            PASSWORD,
            "SIAGA_ADMIN_TOKEN",
            TOKEN);
    app =
        App.open(
            Settings.from(environment, null),
            Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000)));
    app.start();
  }

  @AfterEach
  void stop() {
    app.close();
    mailbox.close();
    browser.close();
  }

  @Test
  void who_has_not_signed_in_is_sent_there_and_comes_back() throws Exception {
    var sent = get("/alerts");
    assertThat(sent.statusCode()).isEqualTo(303);
    assertThat(location(sent)).isEqualTo("/sign-in?next=%2Falerts");
    assertThat(location(signIn("/alerts"))).isEqualTo("/alerts");
    assertThat(get("/alerts").statusCode()).isEqualTo(200);
  }

  @Test
  void a_sign_in_never_ends_on_another_site() throws Exception {
    for (var next : List.of("//evil.example", "https://evil.example", "/\\evil.example")) {
      assertThat(location(signIn(next))).isEqualTo("/");
      post("/sign-out", "/", Map.of());
    }
  }

  @Test
  void a_wrong_password_says_so_and_keeps_what_was_typed() throws Exception {
    var answer = post("/sign-in", Map.of("email", EMAIL, "password", "wrong", "next", "/"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(EMAIL).doesNotContain("wrong\"");
  }

  @Test
  void every_page_opens_in_both_languages_and_keeps_the_browser_strict() throws Exception {
    signIn("/");
    apply();
    for (var path :
        List.of(
            "/",
            "/incidents",
            "/alerts",
            "/on-call?service=checkout&at=2026-11-26T03:00",
            "/settings",
            "/settings/Service/checkout")) {
      var page = get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body()).as(path).doesNotContain("web.").doesNotContain("<script");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'")
          .contains("frame-ancestors 'none'");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
    var indonesian = request("/sign-in").header("Accept-Language", "id").GET().build();
    var other = HttpClient.newHttpClient().send(indonesian, BodyHandlers.ofString());
    assertThat(other.body()).contains("lang=\"id\"").contains("Kata sandi");
  }

  @Test
  void a_form_of_another_site_is_refused() throws Exception {
    signIn("/");
    apply();
    var withoutToken = send(form("/incidents", Map.of("title", "x")).build());
    assertThat(withoutToken.statusCode()).isEqualTo(403);
    var fromElsewhere =
        form("/incidents", withToken("/incidents", Map.of("title", "x")))
            .header("Origin", "https://evil.example")
            .build();
    assertThat(send(fromElsewhere).statusCode()).isEqualTo(403);
    assertThat(incidents()).doesNotContain("\"title\":\"x\"");
  }

  /** Goal: mail scanners open every link, and that must never acknowledge. */
  @Test
  void the_link_of_a_mail_changes_nothing_until_its_button_is_pressed() throws Exception {
    apply();
    alert("Down");
    var mail = mailbox.await(_ -> true, SOON);
    var link =
        mail.links().stream()
            .filter(l -> l.getPath().startsWith("/page/"))
            .findFirst()
            .orElseThrow();
    var stranger = HttpClient.newHttpClient();
    var address = request(link.getPath());
    for (int i = 0; i < 100; i++) {
      assertThat(stranger.send(address.GET().build(), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
      var head = address.method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
      assertThat(stranger.send(head, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    assertThat(incidents()).contains("\"unanswered\":true");

    var pressed =
        stranger.send(
            form(link.getPath(), Map.of("answer", "on-it")).build(), BodyHandlers.ofString());
    assertThat(pressed.statusCode()).isEqualTo(303);
    assertThat(incidents()).contains("\"unanswered\":false").contains("acknowledged");
    var after = stranger.send(address.GET().build(), BodyHandlers.ofString());
    assertThat(after.body()).contains("You are on it");
  }

  @Test
  void an_incident_shows_which_server_took_a_message() throws Exception {
    signIn("/");
    apply();
    alert("Down");
    mailbox.await(_ -> true, SOON);
    Await.until("the acceptance is shown", SOON, () -> first().contains("taken by 127.0.0.1"));
    assertThat(first()).contains("<code>250 ");
  }

  private String first() {
    try {
      return get("/incidents/1").body();
    } catch (Exception failed) {
      throw new AssertionError("the page did not come", failed);
    }
  }

  @Test
  void a_link_that_was_tampered_with_is_none_of_ours() throws Exception {
    assertThat(get("/page/abc").statusCode()).isEqualTo(404);
  }

  /** Goal: whoever may read logs must not be able to answer in somebody's name. */
  @Test
  void the_log_does_not_hold_the_address_of_a_link() throws Exception {
    apply();
    alert("Down");
    var mail = mailbox.await(_ -> true, SOON);
    var path = mail.links().getFirst().getPath();
    sql("UPDATE incident_event SET body = '{}'"); // a fault of ours
    try (var log = LogCatcher.asShipped()) {
      assertThat(get(path).statusCode()).isEqualTo(500);
      assertThat(log.lines())
          .anyMatch(line -> line.contains("failed: GET /page/{token}"))
          .noneMatch(line -> line.contains(path.substring("/page/".length())));
    }
  }

  @Test
  void a_question_that_is_left_open_is_not_taken_for_an_answer() throws Exception {
    signIn("/");
    apply();
    var first = Map.of("title", "x y z", "service", "checkout", "mainTransaction", "yes");
    var refused = post("/incidents", first);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("whether something that they use is disturbed")
        .contains("<option selected>checkout")
        .contains("value=\"yes\" checked");
    assertThat(post("/incidents", Map.of("title", "x", "disturbed", "no")).body())
        .contains("Answer the first question");

    var path = declared();
    var half = post(path + "/priority", path, Map.of("mainTransaction", "yes"));
    assertThat(half.statusCode()).isEqualTo(422);
    assertThat(incidents()).doesNotContain("\"priority\":\"low\"");
    var whole = Map.of("mainTransaction", "yes", "disturbed", "no");
    assertThat(post(path + "/priority", path, whole).statusCode()).isEqualTo(303);
    assertThat(incidents()).contains("\"priority\":\"low\"");
  }

  @Test
  void whoever_comes_second_sees_what_the_first_decided_before_it_is_changed() throws Exception {
    signIn("/");
    var path = declared();
    var version = versionOn(path);
    var high = Map.of("mainTransaction", "no", "version", version);
    assertThat(post(path + "/priority", path, high).statusCode()).isEqualTo(303);
    var low = Map.of("mainTransaction", "yes", "disturbed", "no", "version", version);
    var second = post(path + "/priority", path, low);
    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(second.body()).contains("has changed this in the meantime");
    assertThat(incidents()).contains("\"priority\":\"high\"");
    var knowing = Map.of("mainTransaction", "yes", "disturbed", "no", "version", versionOn(path));
    assertThat(post(path + "/priority", path, knowing).statusCode()).isEqualTo(303);
  }

  private String versionOn(String path) throws Exception {
    var matcher = VERSION.matcher(get(path).body());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  @Test
  void an_incident_is_driven_from_triage_to_resolved_with_forms_alone() throws Exception {
    signIn("/");
    apply();
    var declared =
        post(
            "/incidents",
            Map.of(
                "title", "<b>Nobody can pay</b>",
                "service", "checkout",
                "noticedBy", "USER",
                "whoNoticed", "support",
                "mainTransaction", "no"));
    var path = location(declared);
    assertThat(get(path).body())
        .contains("&lt;b&gt;Nobody can pay&lt;/b&gt;")
        .doesNotContain("<b>Nobody");
    post(path + "/acknowledge", path, Map.of());
    post(path + "/validate", path, Map.of("note", "error rate 40 %"));
    post(path + "/phase", path, Map.of("phase", "MITIGATING"));
    post(path + "/note", path, Map.of("note", "rolled back"));
    post(path + "/resolve", path, Map.of("note", "payments go through"));
    assertThat(get(path).body())
        .contains("rolled back")
        .contains("payments go through")
        .containsPattern(":\\d{2} UTC"); // nobody has said where she is
    assertThat(incidents()).contains("\"phase\":\"resolved\"");
  }

  @Test
  void a_very_long_timeline_shows_its_end_and_leads_to_its_beginning() throws Exception {
    signIn("/");
    var path = declared();
    post(path + "/note", path, Map.of("note", "the very first note"));
    sql(
        "INSERT INTO incident_event (incident_id, version, at, kind, body)"
            + " SELECT incident_id, version + n, at, kind, jsonb_set(body, '{text}', '\"later\"')"
            + " FROM incident_event, generate_series(1, 1500) AS n WHERE kind = 'noted'");
    sql("UPDATE incident SET version = version + 1500");
    var page = get(path).body();
    assertThat(page).contains("later").doesNotContain("the very first note");
    var older = OLDER.matcher(page);
    assertThat(older.find()).isTrue();
    assertThat(get(older.group(1)).body()).contains("the very first note");
  }

  private void sql(String statement) throws Exception {
    try (var connection = database.source().getConnection();
        var disturbing = connection.createStatement()) {
      disturbing.execute(statement);
    }
  }

  @Test
  void a_file_is_attached_with_a_form_and_is_what_we_find_in_it() throws Exception {
    signIn("/");
    var path = declared();
    var answer = attach(path, "", "log the künst\".txt", "<script>x</script>", Map.of());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    var page = get(path).body();
    assertThat(page).contains("log the künst").doesNotContain("<script>");
    var file = get("/api/v1" + path + "/files/1");
    assertThat(file.body()).isEqualTo("<script>x</script>");
    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
  }

  @Test
  void a_file_that_is_not_taken_leaves_what_was_typed_and_says_why() throws Exception {
    signIn("/");
    var path = declared();
    var refused =
        Map.of(
            "x".repeat(25 * 1024 * 1024 + 1),
            "more than 25 MB",
            "x".repeat(40 * 1024 * 1024),
            "more than 25 MB",
            "",
            "The file is empty",
            "MZ\0\0",
            "Only pictures");
    for (var file : refused.keySet()) {
      var answer = attach(path, "Typed <title>", "f.bin", file, Map.of());
      assertThat(answer.statusCode()).isIn(413, 422);
      assertThat(answer.body())
          .contains(refused.get(file))
          .contains("value=\"Typed &lt;title>\"")
          .contains("open><summary>Add evidence");
    }
    assertThat(attach(path, "t", "", "", Map.of()).body()).contains("Choose a file first.");
    assertThat(get(path).body()).doesNotContain("attached a file");
  }

  @Test
  void a_file_comes_only_from_a_page_of_ours_and_from_somebody_who_has_signed_in()
      throws Exception {
    signIn("/");
    var path = declared();
    var evil = Map.of("Origin", "https://evil.example");
    assertThat(attach(path, "t", "f.txt", "x", evil).statusCode()).isEqualTo(403);
    var multipart = multipart(Map.of("formToken", "guessed"), "f.txt", "x");
    var guessed = request(path + "/files").header("Content-Type", BOUNDARY).POST(multipart);
    assertThat(send(guessed.build()).statusCode()).isEqualTo(403);
    try (var stranger = HttpClient.newHttpClient()) {
      var sent = stranger.send(guessed.build(), BodyHandlers.ofString());
      assertThat(sent.statusCode()).isEqualTo(403);
    }
    assertThat(get(path).body()).doesNotContain("attached a file");
  }

  @Test
  void the_repair_of_a_false_alarm_is_given_to_somebody_who_is_there() throws Exception {
    signIn("/");
    apply();
    var path = declared();
    assertThat(get(path).body())
        .contains("<option value=\"\">Choose somebody</option>")
        .contains("<option value=\"ana\"");
    var nobody = Map.of("reason", "a <test>", "owner", "nobody");
    var refused = post(path + "/false-alarm", path, nobody);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("nobody named nobody").contains("a &lt;test&gt;");
    var none = post(path + "/false-alarm", path, Map.of("reason", "a test", "owner", ""));
    assertThat(none.body()).contains("role=\"alert\">Choose somebody");
    var given = post(path + "/false-alarm", path, Map.of("reason", "a test", "owner", "ana"));
    assertThat(given.statusCode()).isEqualTo(303);
    assertThat(get(path).body()).contains("Owner: ana");
  }

  private String declared() throws Exception {
    var fields = Map.of("title", "Nobody can pay", "noticedBy", "USER", "whoNoticed", "support");
    return location(post("/incidents", fields));
  }

  private HttpResponse<String> attach(
      String path, String title, String name, String file, Map<String, String> headers)
      throws Exception {
    var body = multipart(withToken(path, Map.of("title", title)), name, file);
    var request = request(path + "/files").header("Content-Type", BOUNDARY).POST(body);
    headers.forEach(request::header);
    return send(request.build());
  }

  /** As a browser sends it: the fields in their order, then the file. */
  private static HttpRequest.BodyPublisher multipart(
      Map<String, String> fields, String name, String file) {
    var text = new StringBuilder();
    fields.forEach((field, value) ->
        text.append(
            "--xx\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(field, value)));
    text.append("--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
        .append(name.replace("\"", "%22"))
        .append("\"\r\nContent-Type: text/html\r\n\r\n")
        .append(file)
        .append("\r\n--xx--\r\n");
    return HttpRequest.BodyPublishers.ofString(text.toString());
  }

  private void apply() throws Exception {
    var documents =
        """
        {"documents":[
        {"kind":"Channel","name":"mail","spec":{"email":{"host":"127.0.0.1","port":%d,
          "security":"none","from":"siaga@example.com"}}},
        {"kind":"EscalationPolicy","name":"shop","spec":{"steps":[{"notify":[{"person":"ana"}]}]}},
        {"kind":"Team","name":"shop","spec":{"displayName":"Shop","members":["ana"],
          "escalationPolicy":"shop"}},
        {"kind":"Service","name":"checkout","spec":{"displayName":"Checkout","team":"shop"}},
        {"kind":"Integration","name":"prom","spec":{"type":"prometheus","key":"%s",
          "defaultService":"checkout","blocksUsers":{"label":"severity","values":["page"]}}}]}\
        """
            .formatted(mailbox.smtpPort(), KEY);
    var answer = send(json("/api/v1/apply", documents));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void alert(String name) throws Exception {
    var body = "[{\"labels\":{\"alertname\":\"" + name + "\",\"severity\":\"page\"}}]";
    var sent = send(json("/in/" + KEY + "/api/v2/alerts", body));
    assertThat(sent.statusCode()).isEqualTo(200);
  }

  private String incidents() throws Exception {
    return send(request("/api/v1/incidents").header("Authorization", "Bearer " + TOKEN).build())
        .body();
  }

  private HttpResponse<String> signIn(String next) throws Exception {
    return post("/sign-in", Map.of("email", EMAIL, "password", PASSWORD, "next", next));
  }

  private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
    return post(path, path, fields);
  }

  private HttpResponse<String> post(String path, String formOn, Map<String, String> fields)
      throws Exception {
    return send(form(path, withToken(formOn, fields)).build());
  }

  private Map<String, String> withToken(String formOn, Map<String, String> fields)
      throws Exception {
    var found = FORM_TOKEN.matcher(get(formOn).body());
    assertThat(found.find()).as("a form on " + formOn).isTrue();
    var all = new java.util.HashMap<>(fields);
    all.put("formToken", found.group(1));
    return all;
  }

  private HttpRequest.Builder form(String path, Map<String, String> fields) {
    var body =
        fields.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return request(path)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private HttpRequest json(String path, String body) {
    return request(path)
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return browser.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(app.address() + path)).timeout(SOON);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }
}
