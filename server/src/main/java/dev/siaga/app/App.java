package dev.siaga.app;

import dev.siaga.storage.Database;
import dev.siaga.storage.StorageSettings;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** The composition root: the whole product as a list of constructor calls, read top to bottom. */
public final class App implements AutoCloseable {
  /** What a job may still take when Siaga is asked to end; later it is handed back. */
  static final Duration JOBS_DRAIN_MAX = Duration.ofSeconds(2);

  private final Database database;
  private final Metrics metrics;
  private final HttpFront front;

  /** Opens the database, which may have to be made, and builds everything on it. */
  public static App open(Settings settings, InstantSource clock) {
    var database = Database.open(storage(settings), clock);
    try {
      return new App(settings, database);
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
  }

  private App(Settings settings, Database database) {
    this.database = database;
    this.metrics = new Metrics();
    var health = new Health(database::readiness);
    List<Consumer<HttpRouting.Builder>> routes = List.of(health::routes, metrics::routes);
    this.front = new HttpFront(settings.httpAddress(), settings.httpPort(), routes);
  }

  /** Returns when work is done and requests are taken. */
  public void start() {
    database.start();
    front.start();
  }

  /** Where it listens; known once started, because port 0 means any. */
  public URI address() {
    return front.address();
  }

  /** Drains in the reverse order of the start: requests first, the database last. */
  @Override
  public void close() {
    front.close();
    database.stopWork(JOBS_DRAIN_MAX);
    metrics.close();
    database.close();
  }

  private static StorageSettings storage(Settings settings) {
    return new StorageSettings(
        settings.data(),
        settings.databaseUrl(),
        null,
        null,
        settings.keyFile(),
        StorageSettings.POLL_DEFAULT);
  }
}
