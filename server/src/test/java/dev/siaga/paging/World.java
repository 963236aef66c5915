package dev.siaga.paging;

import dev.siaga.accounts.Accounts;
import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.TeamSpec;
import dev.siaga.catalog.Catalog;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.fakes.Mail;
import dev.siaga.fakes.Mailbox;
import dev.siaga.incidents.AlertEnd;
import dev.siaga.incidents.Directory;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.PagedAlert;
import dev.siaga.incidents.Recorded;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.ChannelSpec;
import dev.siaga.notify.Notify;
import dev.siaga.oncall.EscalationPolicySpec;
import dev.siaga.oncall.OnCall;
import dev.siaga.oncall.RosterSpec;
import dev.siaga.oncall.SupportHoursSpec;
import dev.siaga.resources.Document;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import dev.siaga.texts.Texts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The team of the seed on a real PostgreSQL and a real mail server: London's working hours,
 * Alastair who is always alerted, Wisen who has the week; and a clock that the test moves.
 */
final class World implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final Name ALASTAIR = new Name("alastair");
  static final Name WISEN = new Name("wisen");

  /** A Wednesday in Wisen's week, 10:00 in London. */
  static final Instant WORKING_HOURS = Instant.parse("2026-01-14T10:00:00Z");

  /** The night before a Thursday, 23:00 in London. */
  static final Instant NIGHT = Instant.parse("2026-01-14T23:00:00Z");

  /** When the hours begin after that night. */
  static final Instant MORNING = Instant.parse("2026-01-15T09:00:00Z");

  private static final String TEAM =
      """
      [{"kind": "Channel", "name": "mail", "spec": {"email":
          {"host": "127.0.0.1", "port": PORT, "security": "none", "from": "siaga@example.com"}}},
       {"kind": "Person", "name": "alastair", "spec":
          {"displayName": "Alastair", "email": "alastair@example.com",
           "timeZone": "Europe/London"}},
       {"kind": "Person", "name": "wisen", "spec":
          {"displayName": "Wisen", "email": "wisen@example.com", "language": "id"}},
       {"kind": "Person", "name": "rudi", "spec":
          {"displayName": "Rudi", "email": "rudi@example.com"}},
       {"kind": "SupportHours", "name": "london-office", "spec": {"timeZone": "Europe/London",
          "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri"],
                      "from": "09:00", "to": "18:00"}]}},
       {"kind": "Roster", "name": "week", "spec": {"timeZone": "Europe/London",
          "weekly": {"start": "2026-01-05", "handOverDay": "mon", "handOverTime": "09:00",
                     "people": ["alastair", "wisen"]}}},
       {"kind": "EscalationPolicy", "name": "wake", "spec": {"steps": [
          {"notify": [{"roster": "week"}]},
          {"after": "10m", "notify": [{"person": "alastair"}, {"person": "wisen"}]}],
          "repeats": 1, "answerWithin": "10m"}},
       {"kind": "Team", "name": "engineering", "spec": {"displayName": "Engineering",
          "members": ["alastair", "wisen"], "lead": "alastair",
          "supportHours": "london-office", "escalationPolicy": "wake",
          "alwaysAlerted": ["alastair"], "fallback": ["rudi"]}},
       {"kind": "Service", "name": "checkout", "spec":
          {"displayName": "Checkout", "team": "engineering"}}]
      """;

  final MovableClock clock;
  final Mailbox mailbox;
  final TestDatabase test;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Database database;
  final Resources resources;
  final Incidents incidents;
  final Paging paging;
  private final Notify notify;

  static World at(Instant start) {
    return new World(new MovableClock(start), TestDatabase.fresh(), Mailbox.onFreePorts(), true);
  }

  private World(MovableClock clock, TestDatabase test, Mailbox mailbox, boolean isNew) {
    this.clock = clock;
    this.test = test;
    this.mailbox = mailbox;
    database = Databases.on(test, clock);
    resources =
        new Resources(
            database,
            clock,
            List.of(
                PersonSpec.KIND,
                TeamSpec.KIND,
                ServiceSpec.KIND,
                ChannelSpec.KIND,
                SupportHoursSpec.KIND,
                RosterSpec.KIND,
                EscalationPolicySpec.KIND));
    var accounts = new Accounts(database, clock, resources);
    var directory =
        new Directory(
            person -> accounts.person(person).isPresent(),
            team -> accounts.team(team).isPresent(),
            new Catalog(resources)::teamOf);
    incidents = new Incidents(database, clock, directory);
    notify = new Notify(database, clock, resources, new Texts(), meters);
    paging =
        new Paging(
            database,
            clock,
            resources,
            new OnCall(),
            incidents,
            notify,
            accounts,
            URI.create("http://siaga.example"),
            meters);
    if (isNew) {
      apply(TEAM.replace("PORT", Integer.toString(mailbox.smtpPort())));
    }
    database.start();
  }

  /** The program ends and, later, starts again on the same data. */
  World restartedAfter(Duration down) {
    stop();
    clock.advance(down);
    return new World(clock, test, mailbox, false);
  }

  /** A second node on the same data. */
  World beside() {
    return new World(clock, test, mailbox, false);
  }

  void apply(String json) {
    var documents =
        JsonMapper.shared()
            .readTree(json)
            .valueStream()
            .map(each ->
                Document.of(
                    each.path("kind").asString(), each.path("name").asString(), each.path("spec")))
            .toList();
    var outcome = resources.apply(documents, new Actor.Component("test"), "a test", false);
    if (!(outcome instanceof Outcome.Applied)) {
      throw new AssertionError(outcome);
    }
  }

  /** Wisen leaves, and Alastair has every week. */
  void wisenLeaves() {
    apply(
        """
        [{"kind": "Roster", "name": "week", "spec": {"timeZone": "Europe/London", "people": ["alastair"]}},
         {"kind": "EscalationPolicy", "name": "wake", "spec": {"steps": [
            {"notify": [{"roster": "week"}]}]}},
         {"kind": "Team", "name": "engineering", "spec": {"displayName": "Engineering",
            "members": ["alastair"], "lead": "alastair", "supportHours": "london-office",
            "escalationPolicy": "wake"}}]
        """);
    var left = resources.remove("Person", WISEN, new Actor.Component("test"), "left", null);
    if (!(left instanceof Outcome.Applied)) {
      throw new AssertionError(left);
    }
  }

  /** An alert that the gate let page; the same number is the same alert. */
  IncidentId alert(int number) {
    return alert(number, false);
  }

  IncidentId alert(int number, boolean again) {
    return alert(number, "group", again);
  }

  /** An alert of a group of its own: it opens an incident. */
  IncidentId alone(int number) {
    return alert(number, "group-" + number, false);
  }

  private IncidentId alert(int number, String group, boolean again) {
    var alert =
        new PagedAlert(
            new AlertId(new UUID(1, number)),
            new FiringId(new UUID(2, number + (again ? 100 : 0))),
            new Name("prometheus"),
            Optional.of(new Name("checkout")),
            Optional.of(new Name("engineering")),
            "production",
            group,
            "Orders fail",
            "Every order fails",
            clock.instant(),
            "blocks-users",
            Text.of("alerts.reason.blocks-users"),
            again);
    return database.inTransaction("paging", tx -> incidents.page(tx, alert)).incident();
  }

  void ended(int number) {
    ended(number, false);
  }

  void ended(int number, boolean again) {
    database.inTransaction(
        "ending",
        tx -> {
          incidents.alertEnded(
              tx,
              new AlertId(new UUID(1, number)),
              new FiringId(new UUID(2, number + (again ? 100 : 0))),
              AlertEnd.RESOLVED,
              clock.instant(),
              null);
          return true;
        });
  }

  /** Until everything that is due now has been done. */
  World settled() {
    Await.until("all that is due is done", PATIENCE, () -> due() == 0);
    return this;
  }

  private int due() {
    return database.read(
        "counting due jobs",
        handle ->
            handle
                .createQuery("SELECT count(*) FROM job WHERE due_at <= :now")
                .bind("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .mapTo(Integer.class)
                .one());
  }

  /** Minute by minute, with everything done that is due on the way. */
  World minutes(int count) {
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofMinutes(1));
      settled();
    }
    return this;
  }

  List<Mail> mailsTo(String person) {
    return mailbox.messagesTo(person + "@example.com");
  }

  Mail mailTo(String person, Predicate<Mail> which) {
    return mailbox.await(
        mail -> mail.to().equals(person + "@example.com") && which.test(mail), PATIENCE);
  }

  List<IncidentEvent> timeline(IncidentId id) {
    return incidents.timeline(id, 0).stream().map(Recorded::event).toList();
  }

  <T extends IncidentEvent> List<T> timeline(IncidentId id, Class<T> kind) {
    return timeline(id).stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static String token(Mail mail) {
    var link =
        mail.links().stream()
            .map(URI::toString)
            .filter(each -> each.startsWith("http://siaga.example/page/"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no link in " + mail));
    return link.substring("http://siaga.example/page/".length());
  }

  /** Only this node ends; the data stays. */
  void stop() {
    database.stopWork(PATIENCE);
    notify.close();
    database.close();
  }

  @Override
  public void close() {
    stop();
    mailbox.close();
    test.close();
  }
}
