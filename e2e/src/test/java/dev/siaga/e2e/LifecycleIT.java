package dev.siaga.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifecycleIT {
  private static final Duration DRAIN_MAX = Duration.ofSeconds(10);
  private static final char CONTROL_C = 3;

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @Test
  void is_healthy_ready_and_measured_once_it_says_that_it_is_ready() throws Exception {
    try (var siaga = RunningSiaga.start(folder, Map.of())) {
      assertThat(status(siaga.address().resolve("/-/healthy"))).isEqualTo(200);
      assertThat(status(siaga.address().resolve("/-/ready"))).isEqualTo(200);
      assertThat(body(siaga.address().resolve("/metrics")))
          .contains("# TYPE jvm_memory_used_bytes gauge");
    }
  }

  @Test
  void ends_with_zero_within_ten_seconds_of_sigterm_and_starts_again_on_the_same_data()
      throws Exception {
    for (int start = 1; start <= 2; start++) {
      try (var siaga = RunningSiaga.start(folder, Map.of())) {
        long asked = System.nanoTime();
        assertThat(siaga.terminate()).as("exit code of start %d", start).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(DRAIN_MAX);
      }
    }
  }

  /**
   * Goal: the terminal's signal reaches Siaga alone. Method: script(1) gives it a real terminal.
   */
  @Test
  void ends_with_zero_on_control_c_in_a_terminal_under_load() throws Exception {
    try (var siaga = RunningSiaga.startInTerminal(folder);
        var load = new Load(siaga.address().resolve("/-/ready"))) {
      load.awaitAnswers();
      try (var keyboard = siaga.process().outputWriter()) {
        keyboard.write(CONTROL_C);
        keyboard.flush();
        assertThat(siaga.exitCode()).isZero();
      }
    }
  }

  @Test
  void refuses_wrong_settings_with_all_their_names_and_two() throws Exception {
    var builder = new ProcessBuilder(RunningSiaga.launcher());
    builder.environment().put("SIAGA_HTTP_PORT", "eighty");
    builder.environment().put("SIAGA_COLOUR", "red");
    var errors = folder.resolve("errors");
    var process = builder.directory(folder.toFile()).redirectError(errors.toFile()).start();

    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(errors)).contains("SIAGA_HTTP_PORT", "SIAGA_COLOUR");
  }

  private int status(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding()).statusCode();
  }

  private String body(URI url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
  }
}
