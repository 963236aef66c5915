package dev.siaga.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class A_target {
  private final Target target = new Target(0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    target.close();
  }

  @Test
  void works_at_first_and_shows_the_button_that_breaks_it() throws Exception {
    var page = ask("GET", "/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("action=\"/break\"");
    assertThat(ask("GET", "/metrics").body()).contains("\ndemo_target_up 1\n");
  }

  @Test
  void fails_once_it_is_broken_and_says_so_in_its_metrics() throws Exception {
    assertThat(ask("POST", "/break").statusCode()).isEqualTo(303);

    var page = ask("GET", "/");
    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).contains("action=\"/heal\"");
    assertThat(ask("GET", "/metrics").body())
        .contains("\ndemo_target_up 0\n", "demo_target_requests_total{code=\"500\"} 1\n");
  }

  @Test
  void works_again_once_it_is_healed() throws Exception {
    target.breakNow();

    ask("POST", "/heal");

    assertThat(target.isBroken()).isFalse();
    assertThat(ask("GET", "/").statusCode()).isEqualTo(200);
  }

  @Test
  void is_not_broken_by_a_link_that_somebody_follows() throws Exception {
    assertThat(ask("GET", "/break").statusCode()).isEqualTo(404);
    assertThat(target.isBroken()).isFalse();
  }

  private HttpResponse<String> ask(String method, String path) throws Exception {
    var request =
        HttpRequest.newBuilder(target.address().resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(10))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
