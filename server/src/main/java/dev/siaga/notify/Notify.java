package dev.siaga.notify;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Accepted;
import dev.siaga.notify.channel.Outcome.GiveUp;
import dev.siaga.notify.channel.Outcome.TryLater;
import dev.siaga.notify.channel.Outcome.Unclear;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.texts.Reader;
import dev.siaga.texts.Texts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** The door to telling people: plans deliveries, carries them, and shows how far each has come. */
public final class Notify implements AutoCloseable {
  /** A little more than a year: as long as anybody asks who was told and when. */
  private static final Duration KEPT = Duration.ofDays(400);

  private static final Duration FORGET_INTERVAL = Duration.ofHours(1);
  private static final int FORGET_COUNT_MAX = 10_000;

  private final Database database;
  private final InstantSource clock;
  private final Resources resources;
  private final DeliveryStore store = new DeliveryStore();
  private final ChannelDirectory channels;
  private final Sender sender;
  private final Courier courier;

  public Notify(
      Database database,
      InstantSource clock,
      Resources resources,
      Texts texts,
      MeterRegistry metrics) {
    this.database = database;
    this.clock = clock;
    this.resources = resources;
    this.channels = new ChannelDirectory(resources);
    this.sender = new Sender(channels, resources, new Letters(texts), clock);
    var reports = new Reports(database.jobs(), texts, metrics);
    this.courier = new Courier(database, clock, store, sender, reports);
    warmUp();
    resources.onChange(this::warmUp);
    database
        .jobs()
        .every(
            "notify.forget",
            FORGET_INTERVAL,
            (tx, _) -> store.forget(tx, clock.instant().minus(KEPT), FORGET_COUNT_MAX));
  }

  private void warmUp() {
    Thread.ofVirtual().name("notify-warm-up").start(sender::warmUp);
  }

  /** Leaves once the transaction has committed; false when this key is known already. */
  public boolean plan(Handle tx, Delivery delivery) {
    return courier.plan(tx, delivery);
  }

  /**
   * Gives up the urgent deliveries of an incident that have not left: somebody has answered. What
   * is under way arrives, or fails and is not tried again.
   */
  public int withdraw(Handle tx, IncidentId incident) {
    return store.withdraw(tx, incident, clock.instant());
  }

  public List<DeliveryView> deliveries(IncidentId incident) {
    return database.read(
        "reading the deliveries of an incident", handle -> store.ofIncident(handle, incident));
  }

  /** How to reach a person, best first: their own choice, else every e-mail channel. */
  public List<Method> methods(PersonSpec person) {
    if (!person.methods().isEmpty()) {
      return person.methods().stream().map(method -> method(method, person)).toList();
    }
    return resources.snapshot().all(ChannelSpec.KIND).entrySet().stream()
        .filter(channel -> channel.getValue().byMail())
        .map(channel -> new Method(channel.getKey(), person.email()))
        .toList();
  }

  private Method method(PersonSpec.Method chosen, PersonSpec person) {
    if (chosen.address() != null) {
      return new Method(chosen.channel(), chosen.address());
    }
    boolean isEmail =
        resources.snapshot().find(ChannelSpec.KIND, chosen.channel()).stream()
            .anyMatch(ChannelSpec::byMail);
    return new Method(chosen.channel(), isEmail ? person.email() : "");
  }

  /** Sends one now, past all queues, and tells what the server really said. */
  public Answer<TestResult> sendTest(Name channel, String address, Locale language) {
    if (resources.snapshot().find(ChannelSpec.KIND, channel).isEmpty()) {
      return Answer.notFound("notify.no-such-channel", channel);
    }
    var test = test(channel, address);
    var outcome =
        sender.send(test.key(), List.of(test), new Reader(language, PersonSpec.TIME_ZONE_DEFAULT));
    return Answer.ok(result(channel, outcome));
  }

  private Delivery test(Name channel, String address) {
    var key = "test/" + database.newId();
    var message = new Message.TestMessage();
    return new Delivery(key, Urgency.TEST, null, null, channel, address, message);
  }

  private TestResult result(Name channel, Outcome outcome) {
    return switch (outcome) {
      case Accepted(_, var id) -> {
        boolean isEmail =
            resources.snapshot().find(ChannelSpec.KIND, channel).stream()
                .anyMatch(ChannelSpec::byMail);
        yield new TestResult(
            true, Text.of(isEmail ? "notify.smtp-answered" : "notify.http-accepted", id));
      }
      case TryLater(_, var why, _) -> new TestResult(false, why);
      case Unclear(var why) -> new TestResult(false, why);
      case GiveUp(var why) -> new TestResult(false, why);
    };
  }

  /** Channels whose last attempt from this node failed, by name. */
  public List<ChannelTrouble> troubles() {
    return sender.troubles();
  }

  @Override
  public void close() {
    courier.close();
    channels.close();
  }
}
