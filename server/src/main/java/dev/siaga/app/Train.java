package dev.siaga.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * The training run of the AOT cache: a whole start on a folder of its own, the requests that a
 * start is followed by, and an end. The launcher calls it; nobody else needs to.
 */
@Command(name = "train", description = "Trains the AOT cache.", hidden = true)
final class Train implements Callable<Integer> {
  private static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final List<String> PATHS =
      List.of("/-/healthy", "/-/ready", "/metrics", "/", "/sign-in", "/api/v1/openapi.yaml");

  private final Surroundings surroundings;

  Train(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("siaga-training");
    try {
      run(folder);
      return Main.DONE;
    } finally {
      delete(folder);
    }
  }

  private void run(Path folder) throws IOException, InterruptedException {
    var settings =
        Settings.from(
            Map.of("SIAGA_HTTP_PORT", "0", "SIAGA_DATA", folder.resolve("data").toString()), null);
    try (var app = new App(settings, InstantSource.system());
        var client = HttpClient.newHttpClient()) {
      app.start();
      for (var path : PATHS) {
        request(client, app.address().resolve(path));
      }
    }
  }

  private void request(HttpClient client, URI url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url).timeout(ANSWER_MAX).build();
    var status = client.send(request, BodyHandlers.discarding()).statusCode();
    surroundings.out().println(status + " " + url.getPath());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
