package dev.siaga.notify;

import static java.util.Objects.requireNonNull;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.Message.About;
import dev.siaga.resources.Document;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.storage.StorageSettings;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import dev.siaga.texts.Texts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** One node that sends, on a real database, with a clock that the test moves. */
final class PostOffice implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(20);
  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  static final IncidentId INCIDENT =
      new IncidentId(UUID.fromString("01900000-0000-7000-8000-000000000007"));
  static final Name ALASTAIR = new Name("alastair");
  static final Name WISEN = new Name("wisen");
  static final Name MAIL = new Name("mail");
  static final Name HOOK = new Name("hook");
  static final String SECRET = "s3cr3t-Kw8fQz-do-not-tell";

  final MovableClock clock;
  final Database database;
  final Resources resources;
  final Notify notify;
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final List<DeliveryEvent> events = new CopyOnWriteArrayList<>();

  PostOffice(TestDatabase test, Path keyFile, MovableClock clock) {
    this.clock = clock;
    this.database = Database.open(settings(test, keyFile), clock);
    this.resources = new Resources(database, clock, List.of(PersonSpec.KIND, ChannelSpec.KIND));
    this.notify = new Notify(database, clock, resources, new Texts(), metrics);
    database
        .jobs()
        .subscribe(
            DeliveryEvent.TOPIC,
            "test",
            4,
            (tx, job) -> tx.afterCommit(() -> events.add(DeliveryEvent.parse(job.body()))));
  }

  static Path keyFile() {
    return folder().resolve("key");
  }

  private static StorageSettings settings(TestDatabase test, Path keyFile) {
    return new StorageSettings(
        folder(), test.url(), test.user(), test.password(), keyFile, false, Duration.ofMillis(20));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("siaga-notify");
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Alastair reads English in London, Wisen Indonesian in Jakarta. */
  PostOffice configured(int smtpPort, URI hook) {
    apply(
        "Channel",
        "mail",
        """
        {"email": {"host": "127.0.0.1", "port": %d, "security": "none", "username": "siaga",
                   "password": "%s", "from": "siaga@example.com"}}
        """
            .formatted(smtpPort, SECRET));
    apply(
        "Channel",
        "hook",
        """
        {"webhook": {"url": "%s", "secret": "%s"}}
        """
            .formatted(hook, SECRET));
    apply(
        "Person",
        "alastair",
        """
        {"displayName": "Alastair", "email": "alastair@example.com",
         "timeZone": "Europe/London"}
        """);
    apply(
        "Person",
        "wisen",
        """
        {"displayName": "Wisen", "email": "wisen@example.com", "language": "id",
         "timeZone": "Asia/Jakarta", "methods": [{"channel": "hook"}, {"channel": "mail"}]}
        """);
    return this;
  }

  void apply(String kind, String name, String spec) {
    var document = Document.of(kind, name, JsonMapper.shared().readTree(spec));
    var by = new Actor.Component("test");
    var outcome = resources.apply(List.of(document), by, "test", false);
    if (!(outcome instanceof Outcome.Applied)) {
      throw new AssertionError(outcome);
    }
  }

  PostOffice started() {
    database.start();
    return this;
  }

  boolean plan(Delivery delivery) {
    return database.inTransaction("planning", tx -> notify.plan(tx, delivery));
  }

  static Delivery page(String key, Name person, String title) {
    return mail(key, Urgency.PAGE, person, title);
  }

  static Delivery mail(String key, Urgency urgency, Name person, String title) {
    var address = person + "@example.com";
    return new Delivery(key, urgency, INCIDENT, person, MAIL, address, message(urgency, title));
  }

  static Delivery hook(String key, @Nullable Name person) {
    var message = message(Urgency.PAGE, "Checkout fails");
    return new Delivery(key, Urgency.PAGE, INCIDENT, person, HOOK, "", message);
  }

  private static Message message(Urgency urgency, String title) {
    var about = new About(7, title, "checkout", "production", NOON.minusSeconds(60));
    var reason = Text.of("notify.test-title");
    var link = URI.create("https://siaga.example.com/page/abc");
    return switch (urgency) {
      case PAGE -> new Message.PageMessage(about, reason, link);
      case LOUD -> new Message.ExhaustedMessage(about, reason, link);
      case QUIET -> new Message.QuietMessage(about, reason, link);
      case TEST -> new Message.TestMessage();
    };
  }

  DeliveryView delivery(String key) {
    return notify.deliveries(INCIDENT).stream()
        .filter(each -> each.key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  DeliveryView await(String key, DeliveryState state) {
    return await(key, each -> each.state() == state, state.name());
  }

  DeliveryView await(String key, Predicate<DeliveryView> wanted, String what) {
    return requireNonNull(
        Await.value(
            key + " " + what,
            SOON,
            () -> {
              var now = delivery(key);
              return wanted.test(now) ? now : null;
            }));
  }

  @Override
  public void close() {
    notify.close();
    database.close();
  }
}
