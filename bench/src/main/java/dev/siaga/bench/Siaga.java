package dev.siaga.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The built program, started as a user starts it, on a data folder of its own. */
final class Siaga implements AutoCloseable {
  static final String KEY = "bench-key-of-at-least-32-characters";
  private static final String TOKEN = "bench-token-of-many-characters";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final Process process;
  private final int port;
  private final Duration startedIn;

  private Siaga(Path data, Process process, int port, Duration startedIn) {
    this.data = data;
    this.process = process;
    this.port = port;
    this.startedIn = startedIn;
  }

  static Siaga start(Path root) throws IOException {
    return start(root, Files.createTempDirectory("siaga-bench"));
  }

  /** Starts on this folder, as it is; a folder that was used before is a later start. */
  static Siaga start(Path root, Path data) throws IOException {
    int port = freePort();
    var builder =
        new ProcessBuilder(root.resolve("siaga").toString())
            .redirectError(data.resolve("siaga.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "SIAGA_DATA",
                data.resolve("data").toString(),
                "SIAGA_HTTP_PORT",
                Integer.toString(port),
                "SIAGA_ADMIN_EMAIL",
                "admin@example.com",
                "SIAGA_ADMIN_PASSWORD",
                "correct horse battery staple",
                "SIAGA_ADMIN_TOKEN",
                TOKEN));
    long begun = System.nanoTime();
    var process = builder.start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("Siaga is ready on ")) {
        var startedIn = Duration.ofNanos(System.nanoTime() - begun);
        Thread.ofVirtual().start(() -> out.lines().forEach(_ -> {}));
        return new Siaga(data, process, port, startedIn);
      }
    }
    throw new IOException("Siaga did not start; see " + data.resolve("siaga.log"));
  }

  int port() {
    return port;
  }

  Path data() {
    return data;
  }

  Duration startedIn() {
    return startedIn;
  }

  ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  String intakePath() {
    return "/in/" + KEY + "/api/v2/alerts";
  }

  void apply(List<Map<String, Object>> documents) throws Exception {
    post("/api/v1/apply", Map.of("documents", documents, "why", "bench"));
  }

  static Map<String, Object> document(String kind, String name, Map<String, Object> spec) {
    return Map.of("kind", kind, "name", name, "spec", spec);
  }

  /** An integration that pages on {@code severity=page} and records the rest. */
  static Map<String, Object> integration() {
    return document(
        "Integration",
        "bench",
        Map.of(
            "type",
            "prometheus",
            "key",
            KEY,
            "blocksUsers",
            Map.of("label", "severity", "values", List.of("page"))));
  }

  String get(String path) throws Exception {
    return send(request(path).GET().build());
  }

  String post(String path, Object body) throws Exception {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Authorization", "Bearer " + TOKEN)
        .timeout(Duration.ofSeconds(60));
  }

  private String send(HttpRequest request) throws Exception {
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  void stop() {
    Child.stop(process, Duration.ofSeconds(20));
    http.close();
  }

  @Override
  public void close() throws IOException {
    stop();
    Child.delete(data);
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
