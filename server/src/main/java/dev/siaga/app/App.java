package dev.siaga.app;

import dev.siaga.accounts.Accounts;
import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.alerts.Alerts;
import dev.siaga.alerts.GateRuleSpec;
import dev.siaga.alerts.IntegrationSpec;
import dev.siaga.api.Api;
import dev.siaga.api.Doors;
import dev.siaga.catalog.Catalog;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.incidents.Directory;
import dev.siaga.incidents.Incidents;
import dev.siaga.intake.Intake;
import dev.siaga.notify.ChannelSpec;
import dev.siaga.notify.Notify;
import dev.siaga.oncall.EscalationPolicySpec;
import dev.siaga.oncall.OnCall;
import dev.siaga.oncall.RosterSpec;
import dev.siaga.oncall.SupportHoursSpec;
import dev.siaga.paging.Paging;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.storage.StorageSettings;
import dev.siaga.texts.Texts;
import dev.siaga.web.Web;
import io.helidon.webserver.http.HttpRouting;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The composition root: the whole product as a list of constructor calls, read top to bottom. */
public final class App implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(App.class);

  /** What a job may still take when Siaga is asked to end; later it is handed back. */
  static final Duration JOBS_DRAIN_MAX = Duration.ofSeconds(2);

  /** In the order in which they are listed and exported. */
  static final List<Kind<?>> KINDS =
      List.of(
          ChannelSpec.KIND,
          PersonSpec.KIND,
          SupportHoursSpec.KIND,
          RosterSpec.KIND,
          EscalationPolicySpec.KIND,
          TeamSpec.KIND,
          ServiceSpec.KIND,
          IntegrationSpec.KIND,
          GateRuleSpec.KIND);

  private final Settings settings;
  private final Database database;
  private final Metrics metrics;
  private final Accounts accounts;
  private final Notify notify;
  private final Alerts alerts;
  private final Intake intake;
  private final HttpFront front;
  private final URI baseUrl;

  /** Opens the database, which may have to be made, and builds everything on it. */
  public static App open(Settings settings, InstantSource clock) {
    return open(settings, clock, false);
  }

  /**
   * The same.
   *
   * @param newKey the key of before is lost: what was sealed with it is given up
   */
  static App open(Settings settings, InstantSource clock, boolean newKey) {
    Thread.ofPlatform().daemon().name("http-preload").start(HttpFront::preload);
    var database = Database.open(storage(settings, newKey), clock);
    try {
      return new App(settings, database, clock);
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
  }

  private App(Settings settings, Database database, InstantSource clock) {
    int port = HttpFront.port(settings.httpAddress(), settings.httpPort());
    this.settings = settings;
    this.baseUrl =
        settings.baseUrl() == null
            ? HttpFront.url(settings.httpAddress(), port)
            : settings.baseUrl();
    this.database = database;
    this.metrics = new Metrics();
    var meters = metrics.registry();
    var texts = new Texts();
    var resources = new Resources(database, clock, KINDS);
    this.accounts = new Accounts(database, clock, resources);
    var catalog = new Catalog(resources);
    var onCall = new OnCall();
    this.notify = new Notify(database, clock, resources, texts, meters);
    var incidents = new Incidents(database, clock, directory(accounts, catalog));
    var paging =
        new Paging(
            database, clock, resources, onCall, incidents, notify, accounts, baseUrl, meters);
    this.alerts =
        new Alerts(database, clock, resources, catalog, incidents, settings.alertLimits());
    this.intake = new Intake(database, clock, alerts, settings.bodyLimits());
    var doors =
        new Doors(texts, resources, accounts, onCall, incidents, alerts, intake, notify, paging);
    var api = new Api(database, clock, doors);
    var web = new Web(doors, api, clock, baseUrl, settings.trustedProxies());
    var health = new Health(database::readiness);
    List<Consumer<HttpRouting.Builder>> routes =
        List.of(health::routes, metrics::routes, api::routes, web::routes);
    this.front = new HttpFront(settings.httpAddress(), port, routes);
  }

  /** Returns when work is done and requests are taken. */
  public void start() {
    database.start();
    alerts.start();
    Setup.ensureAdministrator(settings, accounts);
    front.start();
  }

  /** Where it listens. */
  public URI address() {
    return front.address();
  }

  /** Where the first administrator can be created; empty once there is one. */
  public Optional<URI> firstLink() {
    return accounts.firstLink().map(secret -> at("/first/" + secret));
  }

  /** Below the base URL, which may have a path of its own. */
  private URI at(String path) {
    return URI.create(baseUrl.toString().replaceFirst("/+$", "") + path);
  }

  /** Drains in the reverse order of the start: requests first, the database last. */
  @Override
  public void close() {
    end("requests", front::close);
    database.beginEnd();
    end("intake", intake::close);
    end("alerts", alerts::close);
    end("jobs", () -> database.stopWork(JOBS_DRAIN_MAX));
    end("deliveries", notify::close);
    end("metrics", metrics::close);
    end("the database", database::close);
  }

  /** One that can't end must not keep the rest open, the database least of all. */
  private static void end(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException failure) {
      log.error("failed ending {}", what, failure);
    }
  }

  private static Directory directory(Accounts accounts, Catalog catalog) {
    return new Directory(
        person -> accounts.person(person).isPresent(),
        team -> accounts.team(team).isPresent(),
        catalog::teamOf);
  }

  private static StorageSettings storage(Settings settings, boolean newKey) {
    return new StorageSettings(
        settings.data(),
        settings.databaseUrl(),
        null,
        null,
        settings.keyFile(),
        newKey,
        StorageSettings.POLL_DEFAULT);
  }
}
