package dev.siaga.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as a program of somebody's uses it. */
final class Client implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final int PAGE_SIZE = 500;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI siaga;
  private final String token;

  Client(URI siaga, String token) {
    this.siaga = siaga;
    this.token = token;
  }

  JsonNode get(String path) {
    return expected(path, send(request(path).GET().build()));
  }

  JsonNode post(String path, String json) {
    return expected(path, send(request(path).POST(BodyPublishers.ofString(json)).build()));
  }

  /** Every item of a list, however many pages it has. */
  List<JsonNode> all(String path) {
    var items = new ArrayList<JsonNode>();
    for (var cursor = ""; ; ) {
      var page = get(path + "?limit=" + PAGE_SIZE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path("items").forEach(items::add);
      cursor = page.path("next").asString("");
      if (cursor.isEmpty()) {
        return items;
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(siaga.resolve("/api/v1" + path))
        .timeout(ANSWER_MAX)
        .header("Authorization", "Bearer " + token)
        .header("Accept-Language", "en")
        .header("Content-Type", "application/json");
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new AssertionError(request + " was not answered", failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + request, stop);
    }
  }

  private static JsonNode expected(String path, HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  @Override
  public void close() {
    http.close();
  }
}
