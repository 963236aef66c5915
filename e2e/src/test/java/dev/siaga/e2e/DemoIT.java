package dev.siaga.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a newcomer does first, as the demo's own guide says. */
final class DemoIT {
  private static final Duration MAIL_MAX = Duration.ofSeconds(60);
  private static final long POLL_NANOS = Duration.ofMillis(100).toNanos();
  private static final Pattern FORM =
      Pattern.compile("(?is)<form[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>");
  private static final Pattern HIDDEN =
      Pattern.compile(
          "(?is)<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]+)\"[^>]*value=\"([^\"]*)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;

  /** One test for the whole way: each start of a demo costs a machine many seconds. */
  @Test
  void leads_from_a_broken_shop_to_the_link_in_a_mail_and_starts_again_on_its_data()
      throws Exception {
    try (var demo = new RunningDemo(folder, List.of())) {
      post(demo.shop().resolve("/break"), "");

      var mail = awaitMail(demo.mailbox());
      assertThat(mail.at("/to").asString()).isEqualTo("you@example.com");
      var link = URI.create(mail.at("/links/0").asString());
      assertThat(link.getAuthority()).isEqualTo(demo.siaga().getAuthority());
      assertThat(press(link, get(link).body()).statusCode()).isLessThan(400);
      endsWithAllItsChildren(demo);
    }
    try (var again = new RunningDemo(folder, List.of("--built-in-sender"))) {
      endsWithAllItsChildren(again);
    }
  }

  private static void endsWithAllItsChildren(RunningDemo demo) throws InterruptedException {
    var children = demo.children();
    assertThat(demo.terminate()).isZero();
    assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
  }

  private JsonNode awaitMail(URI mailbox) throws IOException, InterruptedException {
    long end = System.nanoTime() + MAIL_MAX.toNanos();
    while (true) {
      var mails = JsonMapper.shared().readTree(get(mailbox.resolve("mails.json")).body());
      if (!mails.isEmpty()) {
        return mails.get(0);
      }
      assertThat(System.nanoTime()).as("no mail within %s", MAIL_MAX).isLessThan(end);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /** Presses the page's first button. */
  private HttpResponse<String> press(URI page, String html)
      throws IOException, InterruptedException {
    var form = FORM.matcher(html);
    assertThat(form.find()).as("a form in %s", html).isTrue();
    var fields = HIDDEN.matcher(form.group(2)).results().map(DemoIT::field);
    return post(page.resolve(form.group(1)), fields.collect(Collectors.joining("&")));
  }

  private static String field(MatchResult input) {
    return input.group(1) + "=" + URLEncoder.encode(input.group(2), StandardCharsets.UTF_8);
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(URI url, String form) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", url.resolve("/").toString().replaceAll("/$", ""))
            .POST(BodyPublishers.ofString(form))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
