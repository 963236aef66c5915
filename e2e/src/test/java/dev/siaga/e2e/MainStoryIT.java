package dev.siaga.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Mail;
import dev.siaga.fakes.Mailbox;
import dev.siaga.fakes.RealPrometheus;
import dev.siaga.fakes.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Goal: the main job, on real input. Method: the built program, a real Prometheus whose target
 * breaks, a real mail server; the people's part by the link in the mail and by the API.
 */
final class MainStoryIT {
  private static final String TOKEN = "main-story-token-0123456789";
  private static final String KEY = "main-story-key-0123456789abcdef0123456789";
  private static final int SCANNER_VISITS = 100;

  /** Prometheus itself needs seconds until its first alert leaves, more on a busy machine. */
  private static final Duration FIRING_MAX = Duration.ofMinutes(2);

  private static final Duration STEP_MAX = Duration.ofSeconds(60);
  private static final String RULES =
      """
      groups:
        - name: shop
          rules:
            - alert: ShopDown
              expr: demo_target_up == 0
              labels: {severity: critical}
              annotations: {summary: The shop takes no orders, description: Every page answers 500.}
      """;

  @TempDir private Path folder;

  @Test
  void a_real_alert_wakes_the_right_person_and_becomes_an_incident_that_is_driven_to_resolved()
      throws Exception {
    try (var mailbox = Mailbox.onFreePorts();
        var target = new Target(0);
        var siaga = RunningSiaga.start(folder, administrator());
        var client = new Client(siaga.address(), TOKEN)) {
      assertThat(siaga.command(folder, secrets(), "apply", "-f", configuration(mailbox))).isZero();
      try (var _ = RealPrometheus.start(watching(target, siaga.address()))) {
        target.breakNow();
        acknowledge(client, mailbox.await(MainStoryIT::isPage, FIRING_MAX));
        drive(client);
        target.heal();
        close(client);
        Golden.check("main-story.txt", told(client.get("/incidents/1/timeline")));
      }
      assertThat(mailbox.messages()).as("one page woke one person").hasSize(1);
    }
  }

  private static Map<String, String> administrator() {
    return Map.of(
        "SIAGA_ADMIN_EMAIL", "admin@example.com",
        "SIAGA_ADMIN_PASSWORD", "main-story-password",
        "SIAGA_ADMIN_TOKEN", TOKEN);
  }

  private static Map<String, String> secrets() {
    return Map.of("SIAGA_TOKEN", TOKEN, "STORY_INTEGRATION_KEY", KEY);
  }

  /** The test's configuration with the port of its mail server. */
  private String configuration(Mailbox mailbox) throws IOException {
    var written = Files.createDirectories(folder.resolve("configuration"));
    for (var file : List.of("people.yaml", "shop.yaml")) {
      var text = Files.readString(Path.of("src/test/resources/main-story", file));
      var port = "port: " + mailbox.smtpPort();
      Files.writeString(written.resolve(file), text.replace("port: 1025", port));
    }
    return written.toString();
  }

  private static RealPrometheus.Setup watching(Target target, URI siaga) {
    var second = Duration.ofSeconds(1);
    return new RealPrometheus.Setup(
        target.metrics(), RULES, siaga.resolve("/in/" + KEY), second, second.multipliedBy(5));
  }

  private static boolean isPage(Mail mail) {
    return mail.to().equals("alastair@example.com")
        && mail.subject().equals("[Page] #1 The shop takes no orders");
  }

  private static void acknowledge(Client client, Mail mail) throws Exception {
    awaitKind(client, "page_handed_over");
    var link =
        mail.links().stream().filter(each -> each.getPath().startsWith("/page/")).findFirst();
    try (var page = new LinkInMail(link.orElseThrow())) {
      var before = client.get("/incidents/1");
      for (int visit = 0; visit < SCANNER_VISITS; visit++) {
        assertThat(page.open("GET")).contains("The shop takes no orders");
        page.open("HEAD");
      }
      assertThat(client.get("/incidents/1")).as("after the mail scanner").isEqualTo(before);
      assertThat(before.path("summary").path("unanswered").asBoolean()).isTrue();
      assertThat(page.press()).isEqualTo(303);
    }
    awaitKind(client, "round_ended");
  }

  private static void drive(Client client) {
    client.post("/incidents/1/validate", "{\"note\":\"I see it too\"}");
    client.post("/incidents/1/priority", "{\"mainTransactionPossible\":false}");
    client.post("/incidents/1/roles", "{\"role\":\"lead\",\"person\":\"alastair\"}");
    client.post(
        "/incidents/1/phase", "{\"phase\":\"mitigating\",\"note\":\"taking the release back\"}");
  }

  private static void close(Client client) {
    awaitKind(client, "alert_ended");
    client.post("/incidents/1/phase", "{\"phase\":\"monitoring\"}");
    client.post("/incidents/1/resolve", "{\"note\":\"orders come in again\"}");
    var incident = client.get("/incidents/1").path("summary");
    assertThat(incident.path("open").asBoolean()).isFalse();
    assertThat(client.all("/incidents")).hasSize(1);
  }

  private static void awaitKind(Client client, String kind) {
    Await.until(
        kind + " on the timeline",
        STEP_MAX,
        () -> told(client.get("/incidents/1/timeline")),
        lines -> lines.contains("\n" + kind + ": ") || lines.startsWith(kind + ": "));
  }

  /**
   * The sentences in their order: each step of the story waits for what the one before it leads to,
   * so no order is free.
   */
  private static String told(JsonNode timeline) {
    return timeline
        .path("items")
        .valueStream()
        .map(MainStoryIT::line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(JsonNode item) {
    var detail = item.path("detail").asString("");
    var line =
        item.path("kind").asString()
            + ": "
            + item.path("text").asString()
            + (detail.isEmpty() ? "" : " | " + detail);
    return line.replaceAll("<[^<>@ ]+@[^<>@ ]+>", "<message id>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?Z)?", "<time>")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>");
  }
}
