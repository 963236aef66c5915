package dev.siaga.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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

  @Parameters(paramLabel = "FOLDER", description = "An empty data folder, which stays.")
  private @Nullable Path folder;

  Train(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var settings =
        Settings.from(Map.of("SIAGA_HTTP_PORT", "0", "SIAGA_DATA", String.valueOf(folder)), null);
    try (var app = App.open(settings, Serve.clock());
        var client = HttpClient.newHttpClient()) {
      app.start();
      for (var path : PATHS) {
        request(client, app.address().resolve(path));
      }
    }
    return Main.DONE;
  }

  private void request(HttpClient client, URI url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(url).timeout(ANSWER_MAX).build();
    var status = client.send(request, BodyHandlers.discarding()).statusCode();
    surroundings.out().println(status + " " + url.getPath());
  }
}
