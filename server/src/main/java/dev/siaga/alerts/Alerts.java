package dev.siaga.alerts;

import dev.siaga.catalog.Catalog;
import dev.siaga.incidents.Incidents;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.kernel.Text;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.storage.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Takes what senders say, keeps it, judges it, and makes incidents of what may page. */
public final class Alerts implements AutoCloseable {
  /** Signals that may wait to be written; more are turned away. */
  static final int WAITING_MAX = 20_000;

  private static final Receipt NOTHING_NEW = new Receipt.Taken(false);
  private static final Receipt WRITTEN = new Receipt.Taken(true);
  private static final int PAGE_WORKERS = 4;
  private static final Duration RETENTION_EVERY = Duration.ofHours(1);
  private final Database database;
  private final InstantSource clock;
  private final Resources resources;
  private final Catalog catalog;
  private final Beliefs beliefs;
  private final Silences silences;
  private final SenderWatch senders;
  private final IntegrationKeys keys;
  private final AlertQueries queries;
  private final GroupCommit<Incoming, Receipt> writes;
  private final AlertUpkeep upkeep;
  private volatile Gate gate;

  public Alerts(
      Database database,
      InstantSource clock,
      Resources resources,
      Catalog catalog,
      Incidents incidents,
      AlertLimits limits) {
    this.database = database;
    this.clock = clock;
    this.resources = resources;
    this.catalog = catalog;
    var store = new AlertStore();
    this.beliefs = new Beliefs(database.signals());
    var writer = new AlertWriter(database, store, beliefs, limits.resumeWithin(), clock);
    this.silences = new Silences(database, clock);
    this.senders = new SenderWatch(resources, clock);
    this.keys = new IntegrationKeys(database, resources, clock);
    this.queries = new AlertQueries(database);
    this.gate = new Gate(resources.snapshot(), catalog, silences.current());
    this.writes =
        database.groupCommit("alerts", (tx, signals) -> written(tx, writer, signals), WAITING_MAX);
    this.upkeep =
        new AlertUpkeep(
            database, clock, store, writer, beliefs, senders, this::incoming, this::write);
    var intents = new PageIntents(store, incidents, catalog);
    resources.onChange(upkeep::configurationChanged);
    resources.guardRemoval(IntegrationSpec.KIND, this::removing);
    var jobs = database.jobs();
    jobs.inTransaction(AlertWriter.PAGE_JOB, PAGE_WORKERS, intents::run);
    jobs.inTransaction(Silences.ENDED_JOB, 1, upkeep::judgeAgain);
    jobs.every("alerts.sweep", AlertUpkeep.SWEEP_EVERY, (tx, _) -> upkeep.sweep(tx));
    jobs.every(
        "alerts.retention",
        RETENTION_EVERY,
        (tx, _) -> {
          if (AlertRetention.run(tx, clock.instant().minus(limits.firingsKept()))) {
            database.signals().send(tx, AlertWriter.BELIEF_SIGNAL, "");
          }
        });
  }

  private Optional<Text> removing(Handle tx, Name integration) {
    keys.removeAll(tx, integration);
    senders.forget(tx, integration);
    return Optional.empty();
  }

  /** Begins to write extended leases; intake may begin. */
  public void start() {
    upkeep.start();
  }

  /** Writes the leases that are still to be written. */
  @Override
  public void close() {
    upkeep.close();
  }

  /** The integration that this key belongs to. */
  public Optional<Name> integrationOf(String key) {
    return keys.integrationOf(key);
  }

  /** Makes a further key for an integration; it is shown this once and kept as a hash. */
  public Answer<String> makeKey(Name integration, Actor by) {
    return spec(integration).isPresent()
        ? Answer.ok(keys.make(integration, by))
        : Answer.notFound("alerts.no-such-integration", integration);
  }

  /** The keys that were made so, the newest first; those in the configuration are not here. */
  public List<IntegrationKey> keys() {
    return keys.list();
  }

  /** From now on no sender delivers by it. */
  public Answer<Name> revokeKey(Name integration, String id) {
    return keys.revoke(integration, id)
        ? Answer.ok(integration)
        : Answer.notFound("alerts.no-such-key", integration);
  }

  public Optional<IntegrationSpec> spec(Name integration) {
    return resources.snapshot().find(IntegrationSpec.KIND, integration);
  }

  /**
   * Returns when everything is durable; what only repeats what is known returns at once.
   *
   * @return one receipt a signal, in their order
   * @throws GroupCommit.Overloaded when too many wait
   * @throws dev.siaga.storage.StorageFault when nothing can be made durable
   */
  public List<Receipt> take(Name integration, List<Signal> signals) {
    var now = clock.instant();
    senders.hear(integration, now);
    var receipts = new ArrayList<Receipt>(signals.size());
    var toWrite = new ArrayList<Incoming>();
    var places = new ArrayList<Integer>();
    var changed = new HashSet<AlertId>();
    for (var signal : signals) {
      var id = AlertIds.of(integration, signal.labels(), signal.dedup());
      var believed = beliefs.find(id);
      // After a change what was believed before says nothing about the next word.
      if (believed == null || changed.contains(id) || !saysNothingNew(believed, signal, now)) {
        changed.add(id);
        toWrite.add(incoming(id, believed == null, integration, signal, now));
        places.add(receipts.size());
      }
      receipts.add(NOTHING_NEW);
    }
    var written = write(toWrite);
    for (int i = 0; i < written.size(); i++) {
      receipts.set(places.get(i), written.get(i));
    }
    return receipts;
  }

  /** What the gate would say of such an alert at that time, by the configuration of now. */
  public Judgement judge(
      Name integration, Labels labels, Map<String, String> annotations, Instant at) {
    return gate().judge(integration, labels, annotations, at);
  }

  public Optional<Alert> find(AlertId id) {
    return queries.find(id);
  }

  public Page<Alert> list(AlertFilter filter, @Nullable String cursor, int limit) {
    return queries.list(filter, cursor, Math.clamp(limit, 1, Page.SIZE_MAX));
  }

  public int count(AlertFilter filter) {
    return queries.count(filter);
  }

  /** Recorded alerts that fire or ended after this instant, by group, with counts. */
  public Page<RecordedGroup> recorded(Instant since, Part part) {
    return queries.recorded(since, part);
  }

  /** The firings of an alert, the latest first. */
  public List<Firing> firings(Alert alert) {
    return queries.firings(alert.id(), alert.firing().judgement());
  }

  /** A person says that an alert is over. If its sender says otherwise, it fires again. */
  public Answer<Alert> expire(AlertId id) {
    if (queries.find(id).isEmpty()) {
      return Answer.notFound("alerts.no-such-alert", id);
    }
    boolean ended = database.inTransaction("expiring an alert", tx -> upkeep.expire(tx, id));
    beliefs.forget(id);
    return ended
        ? queries.find(id).map(Answer::ok).orElse(Answer.notFound("alerts.no-such-alert", id))
        : Answer.conflict("alerts.not-firing");
  }

  public Answer<Silence> silence(
      List<Matcher> matchers, String reason, Actor author, Instant startsAt, Instant endsAt) {
    return silences.add(matchers, reason, author, startsAt, endsAt);
  }

  public Answer<UUID> endSilence(UUID id) {
    return silences.end(id);
  }

  /** What ends last first, ended ones included. */
  public Page<Silence> silences(Part part) {
    return silences.list(part);
  }

  /** When each integration was last heard, and which are silent. */
  public List<Sender> senders() {
    return database.read("reading senders", senders::senders);
  }

  /** Looks now for leases that ran out and senders that are missed. */
  void sweep() {
    database.inTransaction(
        "sweeping alerts",
        tx -> {
          upkeep.sweep(tx);
          return true;
        });
  }

  /** Writes extended leases now. */
  void flushLeases() {
    upkeep.flush();
  }

  /** As if another node had written all alerts. */
  void forgetBeliefs() {
    beliefs.forgetAll();
  }

  private boolean saysNothingNew(AlertState believed, Signal signal, Instant at) {
    if (AlertRules.isSaidAgain(believed, signal)) {
      if (AlertRules.isLeaseDue(believed, signal, at)) {
        beliefs.extend(believed, repeat(believed, signal, at));
      }
      return true;
    }
    return AlertRules.isEndSaidAgain(believed, signal);
  }

  private Incoming incoming(Name integration, Signal signal, Instant at) {
    var id = AlertIds.of(integration, signal.labels(), signal.dedup());
    return incoming(id, beliefs.find(id) == null, integration, signal, at);
  }

  private Incoming incoming(
      AlertId id, boolean believedNew, Name integration, Signal signal, Instant at) {
    var judgement = judgement(integration, signal, at);
    if (believedNew && signal.firing()) {
      judgement.get(); // on the sender's thread: the one writer has enough to do
    }
    return new Incoming(id, integration, signal, at, believedNew, false, judgement);
  }

  private Incoming repeat(AlertState believed, Signal signal, Instant at) {
    var integration = believed.integration();
    return new Incoming(
        believed.id(), integration, signal, at, false, true, judgement(integration, signal, at));
  }

  private Once<Judgement> judgement(Name integration, Signal signal, Instant at) {
    return new Once<>(() -> gate().judge(integration, signal.labels(), signal.annotations(), at));
  }

  private List<Receipt> write(List<Incoming> signals) {
    return writes.commit(signals).stream().map(Alerts::receipt).toList();
  }

  private static List<Receipt> written(Handle tx, AlertWriter writer, List<Incoming> signals) {
    writer.write(tx, signals);
    return Collections.nCopies(signals.size(), WRITTEN);
  }

  private static Receipt receipt(GroupCommit.Written<Receipt> written) {
    return switch (written) {
      case GroupCommit.Written.Durable<Receipt>(var receipt) -> receipt;
      case GroupCommit.Written.Refused<Receipt>(var why) -> new Receipt.Refused(why);
    };
  }

  private Gate gate() {
    var current = gate;
    var snapshot = resources.snapshot();
    var silenced = silences.current();
    if (!current.isFor(snapshot, silenced)) {
      current = new Gate(snapshot, catalog, silenced);
      gate = current;
    }
    return current;
  }
}
