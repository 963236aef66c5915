package dev.siaga.fakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class A_misbehaving_http_server {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final MisbehavingHttp server = new MisbehavingHttp();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
    client.close();
  }

  @Test
  void answers_200_and_remembers_while_it_is_told_nothing() throws Exception {
    assertThat(post("{\"ä\":1}", SOON).statusCode()).isEqualTo(200);

    var request = server.await(one -> one.path().equals("/hook?a=b"), SOON);
    assertThat(request.body()).isEqualTo("{\"ä\":1}");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.header("x-signature")).isEqualTo("abc");
  }

  @Test
  void reads_a_body_that_comes_in_chunks() throws Exception {
    var bytes = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    var body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    var request = HttpRequest.newBuilder(server.address("/")).POST(body).timeout(SOON).build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    assertThat(server.requests().getFirst().body()).hasSize(100_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 400, 404, 410, 429, 500, 503})
  void answers_with_the_status_that_it_is_told(int status) throws Exception {
    server.next(MisbehavingHttp.answer(status));

    assertThat(post("{}", SOON).statusCode()).isEqualTo(status);
    assertThat(post("{}", SOON).statusCode()).isEqualTo(200);
  }

  @Test
  void answers_with_headers_and_body() throws Exception {
    server.always(MisbehavingHttp.answer(429, Map.of("Retry-After", "7"), "slow down – please"));

    var answer = post("{}", SOON);

    assertThat(answer.headers().firstValue("retry-after")).contains("7");
    assertThat(answer.body()).isEqualTo("slow down – please");
  }

  @Test
  void hangs() {
    server.next(new Behaviour.Hang());

    assertThatThrownBy(() -> post("{}", Duration.ofMillis(100)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void says_garbage() {
    server.always(new Behaviour.Garbage(200));

    assertThatThrownBy(() -> post("{}", SOON)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void closes_in_the_middle_of_its_answer() {
    server.always(MisbehavingHttp.closedMidAnswer());

    assertThatThrownBy(() -> post("{}", SOON)).isInstanceOf(IOException.class);
  }

  @Test
  void closes_without_a_word() {
    server.always(new Behaviour.HangUp());

    assertThatThrownBy(() -> post("{}", SOON)).isInstanceOf(IOException.class);
  }

  @Test
  void answers_slowly() throws Exception {
    var late = Duration.ofMillis(150);
    server.next(MisbehavingHttp.answerAfter(late, 200));
    long began = System.nanoTime();

    assertThat(post("{}", SOON).statusCode()).isEqualTo(200);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(late);
  }

  private HttpResponse<String> post(String body, Duration deadline) throws Exception {
    var request =
        HttpRequest.newBuilder(server.address("/hook?a=b"))
            .header("X-Signature", "abc")
            .timeout(deadline)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
