package dev.siaga.fakes;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Looks at one metric and sends alerts as Prometheus does, where no Prometheus is installed. */
public final class PrometheusLike implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PrometheusLike.class);
  private static final Duration SCRAPE_MAX = Duration.ofSeconds(5);
  private static final Duration SEND_MAX = Duration.ofSeconds(10);

  private final Watched watched;
  private final URI alerts;
  private final PrometheusRule state;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.shared();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer;

  /** The alert to send; {@code alertname} is added to its labels. */
  public record Rule(String name, Map<String, String> labels, Map<String, String> annotations) {}

  /** Fires while the gauge {@code metric} is 0, or while its page of metrics cannot be read. */
  public record Watched(URI metrics, String metric, Rule rule) {}

  /** How often it looks, and how often it says again what it has said. */
  public record Pace(Duration look, Duration resend) {
    public static Pace asPrometheus() {
      return new Pace(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }
  }

  /**
   * @param alertmanager what Prometheus would have as its Alertmanager, path prefix included
   */
  public PrometheusLike(Watched watched, URI alertmanager, Pace pace, InstantSource clock) {
    this.watched = watched;
    this.alerts = URI.create(alertmanager.toString().replaceAll("/+$", "") + "/api/v2/alerts");
    this.state = new PrometheusRule(watched.rule(), pace.resend(), generatorUrl(watched));
    this.clock = clock;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("built-in sender").factory());
    var _ =
        timer.scheduleWithFixedDelay(this::look, 0, pace.look().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    http.shutdownNow();
  }

  private static String generatorUrl(Watched watched) {
    var expression = URLEncoder.encode(watched.metric() + " == 0", StandardCharsets.UTF_8);
    return watched.metrics().resolve("/graph?g0.expr=" + expression + "&g0.tab=1").toString();
  }

  private void look() {
    try {
      state.evaluate(isFailing(), clock.instant()).ifPresent(this::send);
    } catch (RuntimeException e) {
      LOG.warn("The built-in sender failed looking at {}", watched.metrics(), e);
    }
  }

  private boolean isFailing() {
    try {
      var request = HttpRequest.newBuilder(watched.metrics()).timeout(SCRAPE_MAX).build();
      var answer = http.send(request, BodyHandlers.ofString());
      return answer.statusCode() != 200 || !isAboveZero(answer.body());
    } catch (IOException _) {
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isAboveZero(String metrics) {
    var line = Pattern.compile("(?m)^" + Pattern.quote(watched.metric()) + "(?:\\{[^}]*})? (\\S+)");
    var found = line.matcher(metrics);
    return found.find() && Double.parseDouble(found.group(1)) > 0;
  }

  /** A batch that fails is dropped: the next round of sending is the repair, as in Prometheus. */
  private void send(PrometheusRule.Alert alert) {
    var request =
        HttpRequest.newBuilder(alerts)
            .timeout(SEND_MAX)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(List.of(alert))))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        LOG.warn("The alert was not taken: status {}", status);
      }
    } catch (IOException e) {
      LOG.warn("The alert could not be sent: {}", e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
