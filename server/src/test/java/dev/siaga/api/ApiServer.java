package dev.siaga.api;

import dev.siaga.accounts.Accounts;
import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.Scope;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.alerts.AlertLimits;
import dev.siaga.alerts.Alerts;
import dev.siaga.alerts.GateRuleSpec;
import dev.siaga.alerts.IntegrationSpec;
import dev.siaga.catalog.Catalog;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.incidents.Directory;
import dev.siaga.incidents.Incidents;
import dev.siaga.intake.BodyLimits;
import dev.siaga.intake.Intake;
import dev.siaga.kernel.Answer;
import dev.siaga.notify.ChannelSpec;
import dev.siaga.notify.Notify;
import dev.siaga.oncall.EscalationPolicySpec;
import dev.siaga.oncall.OnCall;
import dev.siaga.oncall.RosterSpec;
import dev.siaga.oncall.SupportHoursSpec;
import dev.siaga.paging.Paging;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Databases;
import dev.siaga.texts.Texts;
import io.helidon.webserver.WebServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The API on a database of its own, with an administrator and a small team. */
final class ApiServer implements AutoCloseable {
  static final String EMAIL = "admin@example.com";
  static final String PASSWORD = "correct horse battery";
  static final String TOKEN = "token-of-all-scopes-for-tests";
  static final String KEY = "0123456789abcdef0123456789abcdef";

  final Database database;
  final Accounts accounts;
  private final Notify notify;
  private final Alerts alerts;
  private final Intake intake;
  private final WebServer server;

  ApiServer() {
    var clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    var texts = new Texts();
    var meters = new SimpleMeterRegistry();
    var base = URI.create("http://siaga.example");
    this.database = Databases.fresh(clock);
    var resources =
        new Resources(
            database,
            clock,
            List.of(
                ChannelSpec.KIND,
                PersonSpec.KIND,
                SupportHoursSpec.KIND,
                RosterSpec.KIND,
                EscalationPolicySpec.KIND,
                TeamSpec.KIND,
                ServiceSpec.KIND,
                IntegrationSpec.KIND,
                GateRuleSpec.KIND));
    this.accounts = new Accounts(database, clock, resources);
    var onCall = new OnCall();
    this.notify = new Notify(database, clock, resources, texts, meters);
    var catalog = new Catalog(resources);
    var directory =
        new Directory(
            person -> accounts.person(person).isPresent(),
            team -> accounts.team(team).isPresent(),
            catalog::teamOf);
    var incidents = new Incidents(database, clock, directory);
    var paging =
        new Paging(database, clock, resources, onCall, incidents, notify, accounts, base, meters);
    this.alerts = new Alerts(database, clock, resources, catalog, incidents, AlertLimits.DEFAULT);
    this.intake = new Intake(database, clock, alerts, BodyLimits.DEFAULT);
    var doors =
        new Doors(texts, resources, accounts, onCall, incidents, alerts, intake, notify, paging);
    var api = new Api(database, clock, doors);
    this.server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .contentEncoding(Api.encodings())
            .maxPayloadSize(32L * 1024 * 1024)
            .routing(api::routes)
            .build();
    database.start();
    alerts.start();
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.of(TOKEN));
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** A client with all scopes. */
  Client client() {
    return new Client(address(), TOKEN);
  }

  /** A token with just these scopes. */
  String token(String label, Set<Scope> scopes) {
    var administrator = accounts.token(TOKEN).orElseThrow();
    return switch (accounts.createToken(administrator, label, scopes)) {
      case Answer.Ok(var made) -> made.secret();
      case Answer.Refused(var refusal) -> throw new IllegalStateException(refusal.toString());
    };
  }

  /** What no door does: a disturbance, or time that has passed. */
  void sql(String statement) {
    database.inTransaction("disturbing", tx -> tx.execute(statement));
  }

  /** A person, a team, a service and an integration; nobody can be reached. */
  void configure() {
    var answer =
        client()
            .send(
                "POST",
                "/api/v1/apply",
                """
                {"documents":[
                 {"kind":"Channel","name":"hook","spec":{"webhook":{
                   "url":"http://127.0.0.1:9/","secret":"0123456789012345678901234567890123456789"}}},
                 {"kind":"Person","name":"alastair","spec":{"displayName":"Alastair",
                   "email":"alastair@example.com","methods":[{"channel":"hook"}]}},
                 {"kind":"Roster","name":"week","spec":{"timeZone":"Europe/London",
                   "people":["alastair"]}},
                 {"kind":"EscalationPolicy","name":"eng","spec":{"steps":[
                   {"after":"0m","notify":[{"roster":"week"}]}]}},
                 {"kind":"Team","name":"engineering","spec":{"displayName":"Engineering",
                   "members":["alastair"],"lead":"alastair","escalationPolicy":"eng"}},
                 {"kind":"Service","name":"shop","spec":{"displayName":"Shop",
                   "team":"engineering","matches":[{"job":"shop"}]}},
                 {"kind":"Integration","name":"prom","spec":{"type":"prometheus",
                   "key":"%s","defaultService":"shop"}}]}
                """
                    .formatted(KEY));
    if (answer.status() != 200) {
      throw new IllegalStateException(answer.text());
    }
  }

  @Override
  public void close() {
    server.stop();
    intake.close();
    alerts.close();
    database.close();
    notify.close();
  }
}
