package dev.siaga.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The door at which Siaga takes alerts as an Alertmanager does, from a Prometheus's side. */
final class AlertDoor implements AutoCloseable {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(15);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI door;

  AlertDoor(URI siaga, String key) {
    this.door = siaga.resolve("/in/" + key + "/api/v2/alerts");
  }

  /** Returns the status of the answer. */
  int post(List<String> alerts) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(door)
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("[" + String.join(",", alerts) + "]"))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
