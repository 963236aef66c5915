package dev.siaga.app;

import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The composition root: the whole product as a list of constructor calls, read top to bottom. */
public final class App implements AutoCloseable {
  private final Metrics metrics;
  private final HttpFront front;

  /** Builds everything and starts nothing; {@link #start()} does. */
  public App(Settings settings, InstantSource clock) {
    this.metrics = new Metrics();
    var health = new Health(() -> true);
    List<Consumer<HttpRouting.Builder>> routes = List.of(health::routes, metrics::routes);
    this.front = new HttpFront(settings.httpAddress(), settings.httpPort(), routes);
  }

  /** Returns when requests are taken. */
  public void start() {
    front.start();
  }

  /** Where it listens; known once started, because port 0 means any. */
  public URI address() {
    return front.address();
  }

  /** Drains in the reverse order of the constructor: requests first, the database last. */
  @Override
  public void close() {
    front.close();
    metrics.close();
  }
}
