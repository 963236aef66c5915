package dev.siaga.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API as a program would. */
record Client(URI address, String token) {
  static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Got(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  Got get(String path) {
    return send("GET", path, "");
  }

  Got post(String path, String body) {
    return send("POST", path, body);
  }

  Got send(String method, String path, String body) {
    return send(method, path, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Got send(String method, String path, String body, Map<String, String> headers) {
    return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Got send(String method, String path, byte[] body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(ANSWER_MAX)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    headers.forEach(request::header);
    return send(request.build());
  }

  static Got send(HttpRequest request) {
    try {
      return new Got(HTTP.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
