package dev.siaga.demo;

import dev.siaga.fakes.PrometheusLike;
import dev.siaga.fakes.RealPrometheus;
import dev.siaga.fakes.Target;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Whoever watches the demo shop and tells Siaga: Prometheus where there is one. */
final class Sender implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration RESEND = Duration.ofMinutes(1);

  private final String name;
  private final AutoCloseable running;

  private Sender(String name, AutoCloseable running) {
    this.name = name;
    this.running = running;
  }

  static Sender start(Target target, URI siaga, boolean builtIn, InstantSource clock)
      throws IOException {
    var door = siaga.resolve("/in/" + DemoConfiguration.INTEGRATION_KEY);
    return !builtIn && RealPrometheus.available()
        ? prometheus(target, door)
        : builtIn(target, door, clock);
  }

  /** What to call it in a sentence. */
  String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    try {
      running.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("failed stopping " + name, e);
    }
  }

  private static Sender prometheus(Target target, URI door) throws IOException {
    var setup =
        new RealPrometheus.Setup(
            target.metrics(), DemoConfiguration.rules(), door, INTERVAL, RESEND);
    var prometheus = RealPrometheus.start(setup);
    return new Sender("a real Prometheus on " + prometheus.address(), prometheus);
  }

  private static Sender builtIn(Target target, URI door, InstantSource clock) {
    var rule =
        new PrometheusLike.Rule(
            "ShopDown",
            Map.of(
                "severity", "critical", "job", "shop", "instance", target.address().getAuthority()),
            Map.of(
                "summary",
                "The demo shop takes no orders",
                "description",
                "Every page of the shop answers 500."));
    var watched = new PrometheusLike.Watched(target.metrics(), "demo_target_up", rule);
    var pace = new PrometheusLike.Pace(INTERVAL, RESEND);
    return new Sender(
        "a sender that does what Prometheus does", new PrometheusLike(watched, door, pace, clock));
  }
}
