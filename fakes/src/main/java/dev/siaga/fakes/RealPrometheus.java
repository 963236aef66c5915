package dev.siaga.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Prometheus that Debian ships, as a child process with a folder of its own. */
public final class RealPrometheus implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus");
  private static final Duration READY_MAX = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 50;
  private static final long STOP_SECONDS_MAX = 10;

  private final Path folder;
  private final int port = Ports.free();
  private final Process process;

  /**
   * What it scrapes, which rules it evaluates, and whom it tells.
   *
   * @param metrics the page of metrics to scrape, as job {@code shop}
   * @param rules the text of a rule file
   * @param alertmanager where alerts go, path prefix included
   * @param interval of scraping and of evaluating
   * @param resend after which a firing alert is sent again
   */
  public record Setup(
      URI metrics, String rules, URI alertmanager, Duration interval, Duration resend) {}

  private RealPrometheus(Setup setup) throws IOException {
    this.folder = Files.createTempDirectory("siaga-prometheus");
    Files.writeString(folder.resolve("rules.yml"), setup.rules());
    Files.writeString(folder.resolve("prometheus.yml"), configuration(setup));
    this.process =
        new ProcessBuilder(command(setup))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
  }

  public static boolean available() {
    return Files.isExecutable(PROGRAM);
  }

  /** Starts it and waits until it is ready. */
  public static RealPrometheus start(Setup setup) {
    try {
      var prometheus = new RealPrometheus(setup);
      prometheus.awaitReady();
      return prometheus;
    } catch (IOException e) {
      throw new UncheckedIOException("failed starting " + PROGRAM, e);
    }
  }

  /** Its own address, which is also the origin of the generatorURL of its alerts. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** What it wrote so far. */
  public String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException("failed reading the log of " + PROGRAM, e);
    }
  }

  /** Ends it without a chance to say goodbye, as when its site burns down. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd()) {
      kill();
    }
    removeFolder();
  }

  private List<String> command(Setup setup) {
    return List.of(
        PROGRAM.toString(),
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=data",
        "--web.listen-address=127.0.0.1:" + port,
        "--web.external-url=" + address(),
        "--rules.alert.resend-delay=" + setup.resend().toMillis() + "ms",
        "--log.level=info");
  }

  private static String configuration(Setup setup) {
    return """
    global: {scrape_interval: %1$dms, scrape_timeout: %1$dms, evaluation_interval: %1$dms}
    rule_files: [rules.yml]
    alerting:
      alertmanagers:
        - {scheme: "%2$s", path_prefix: "%3$s", api_version: v2, static_configs: [{targets: ["%4$s"]}]}
    scrape_configs:
      - {job_name: shop, metrics_path: "%5$s", static_configs: [{targets: ["%6$s"]}]}
    """
        .formatted(
            setup.interval().toMillis(),
            setup.alertmanager().getScheme(),
            setup.alertmanager().getPath(),
            setup.alertmanager().getAuthority(),
            setup.metrics().getPath(),
            setup.metrics().getAuthority());
  }

  private void awaitReady() throws IOException {
    long end = System.nanoTime() + READY_MAX.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (!isReady(http)) {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new IOException("Prometheus did not become ready: " + log());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Prometheus", e);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    var request = HttpRequest.newBuilder(address().resolve("/-/ready")).timeout(READY_MAX).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void removeFolder() {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("failed removing " + folder, e);
    }
  }
}
