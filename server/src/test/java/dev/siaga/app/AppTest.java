package dev.siaga.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class AppTest {
  /** Kept, because java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestDatabase database = TestDatabase.fresh();
  @TempDir private Path folder;

  @BeforeAll
  static void quiet() {
    HELIDON.setLevel(Level.WARNING);
  }

  @Test
  void is_healthy_and_ready_once_started() throws Exception {
    try (var app = App.open(settings(0), InstantSource.system())) {
      app.start();

      assertThat(get(app, "/-/healthy").statusCode()).isEqualTo(200);
      assertThat(get(app, "/-/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void is_healthy_but_not_ready_while_nothing_can_be_made_durable() throws Exception {
    try (var app = App.open(settings(0), InstantSource.system())) {
      app.start();
      database.close();

      assertThat(get(app, "/-/ready").statusCode()).isEqualTo(503);
      assertThat(get(app, "/-/healthy").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void is_not_ready_while_its_clock_is_wrong() throws Exception {
    var clock = new MovableClock(Instant.now());
    try (var app = App.open(settings(0), clock)) {
      app.start();
      clock.advance(Duration.ofMinutes(1));

      var answer = get(app, "/-/ready");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("clock");
    }
  }

  @Test
  void measures_itself_in_the_format_of_prometheus() throws Exception {
    try (var app = App.open(settings(0), InstantSource.system())) {
      app.start();

      var answer = get(app, "/metrics");

      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
      assertThat(answer.body()).contains("# TYPE process_uptime_seconds gauge");
    }
  }

  @Test
  void says_in_a_sentence_that_its_port_is_taken() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var app = App.open(settings(other.getLocalPort()), InstantSource.system())) {
      assertThatThrownBy(app::start)
          .isInstanceOf(ListenFault.class)
          .hasMessageContaining("can't listen on 127.0.0.1:" + other.getLocalPort());
    }
  }

  @Test
  void leaves_its_port_when_it_is_closed() {
    var app = App.open(settings(0), InstantSource.system());
    app.start();
    var address = app.address();
    app.close();

    assertThatThrownBy(() -> get(address.resolve("/-/healthy"))).isInstanceOf(IOException.class);
  }

  private HttpResponse<String> get(App app, String path) throws Exception {
    return get(app.address().resolve(path));
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }

  private Settings settings(int port) {
    var url = database.url() + (database.url().contains("?") ? "&" : "?");
    return Settings.from(
        Map.of(
            "SIAGA_HTTP_PORT", Integer.toString(port),
            "SIAGA_DATA", folder.toString(),
            "SIAGA_DATABASE_URL",
                url
                    + "user="
                    + encoded(database.user())
                    + "&password="
                    + encoded(database.password())),
        null);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
