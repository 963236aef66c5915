package dev.siaga.notify;

import dev.siaga.notify.BundleRules.Departure;
import dev.siaga.notify.RetryRules.Result;
import dev.siaga.storage.Database;
import dev.siaga.storage.Job;
import dev.siaga.storage.JobResult;
import dev.siaga.storage.Jobs;
import dev.siaga.storage.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries deliveries from planned to accepted or given up. The rows hold the truth; jobs only say
 * when to look. No lock and no transaction is held while a letter is under way.
 */
final class Courier implements AutoCloseable {
  static final String PAGE = "notify.page";
  static final String BUNDLE = "notify.bundle";
  static final String LATER = "notify.later";

  /** Many, and apart from the rest: pages that hang on one server must not hold up others. */
  private static final int PAGE_WORKERS = 128;

  private static final int BUNDLE_WORKERS = 64;
  private static final int LATER_WORKERS = 16;
  private static final Duration JOB_MAX = Sender.ATTEMPT_MAX.plusSeconds(10);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Database database;
  private final Jobs jobs;
  private final InstantSource clock;
  private final DeliveryStore store;
  private final Sender sender;
  private final Reports reports;
  private final RetryRules retries = new RetryRules();
  private final Insistence insistence;

  Courier(
      Database database, InstantSource clock, DeliveryStore store, Sender sender, Reports reports) {
    this.database = database;
    this.jobs = database.jobs();
    this.clock = clock;
    this.store = store;
    this.sender = sender;
    this.reports = reports;
    this.insistence = new Insistence(clock);
    jobs.outside(PAGE, PAGE_WORKERS, JOB_MAX, this::page);
    jobs.outside(BUNDLE, BUNDLE_WORKERS, JOB_MAX, this::bundle);
    jobs.outside(LATER, LATER_WORKERS, JOB_MAX, this::later);
  }

  /** An attempt that may wait: a retry, or the first one of what is not urgent. */
  private record Errand(String letter, String channel, int attempt) {
    NewJob job(Instant at) {
      return new NewJob(LATER, letter + "#" + attempt, at, JSON.writeValueAsString(this));
    }
  }

  /** The first attempt of a page: what it shares with others, if it goes to a person. */
  private record FirstAttempt(@Nullable LaneKey lane) {
    static NewJob job(Delivery delivery, Instant at) {
      var first = new FirstAttempt(LaneKey.of(delivery).orElse(null));
      return new NewJob(PAGE, delivery.key(), at, JSON.writeValueAsString(first));
    }
  }

  boolean plan(Handle tx, Delivery delivery) {
    var now = clock.instant();
    if (!store.insert(tx, delivery, now)) {
      return false;
    }
    var job =
        delivery.urgency().leavesAtOnce()
            ? FirstAttempt.job(delivery, now)
            : new Errand(delivery.key(), delivery.channel().value(), 1).job(now);
    return jobs.plan(tx, job);
  }

  private JobResult page(Job job) {
    var now = clock.instant();
    var first = JSON.readValue(job.body(), FirstAttempt.class);
    var rows =
        database.inTransaction("letting a page leave", tx -> depart(tx, first, job.key(), now));
    return carry(job.key(), 1, rows, now);
  }

  private List<DeliveryRow> depart(Handle tx, FirstAttempt first, String key, Instant now) {
    if (first.lane() != null) {
      join(tx, first.lane(), key, now);
    }
    return store.begin(tx, key, 1, now);
  }

  /** A bundle may have taken the page along meanwhile: then there is nothing to decide. */
  private void join(Handle tx, LaneKey lane, String key, Instant now) {
    switch (BundleRules.decide(store.lock(tx, lane), now)) {
      case Departure.AtOnce _ -> {
        if (store.seal(tx, key, now)) {
          store.left(tx, lane, now);
        }
      }
      case Departure.WithBundle(var at, var opens) -> {
        if (store.leavesAt(tx, key, at) && opens) {
          store.gather(tx, lane, at);
          jobs.plan(tx, new NewJob(BUNDLE, lane.bundle(at), at, lane.json()));
        }
      }
    }
  }

  private JobResult bundle(Job job) {
    var now = clock.instant();
    var lane = LaneKey.parse(job.body());
    var rows =
        database.inTransaction(
            "letting a bundle leave",
            tx -> {
              seal(tx, lane, job.key(), now);
              return store.begin(tx, job.key(), 1, now);
            });
    return carry(job.key(), 1, rows, now);
  }

  /** After a crash the bundle is closed already, and leaves again with the same pages. */
  private void seal(Handle tx, LaneKey lane, String letter, Instant now) {
    var next = store.lock(tx, lane).nextBundleAt();
    if (next == null || !lane.bundle(next).equals(letter)) {
      return;
    }
    if (store.sealWaiting(tx, lane, letter, now) > 0) {
      store.left(tx, lane, now);
    } else {
      store.gather(tx, lane, null);
    }
  }

  private JobResult later(Job job) {
    var errand = JSON.readValue(job.body(), Errand.class);
    var now = clock.instant();
    var destination = sender.destination(errand.channel());
    var holdUp = destination.holdUp();
    if (holdUp.isPresent()) {
      return putOff(errand, now.plus(holdUp.get()));
    }
    var rows = begin(errand, destination, now);
    return carry(errand.letter(), errand.attempt(), rows, now);
  }

  /** What may leave and does not, for whatever reason, must not use up the permit to leave. */
  private List<DeliveryRow> begin(Errand errand, Destination destination, Instant now) {
    var rows = List.<DeliveryRow>of();
    try {
      rows =
          database.inTransaction(
              "trying again", tx -> store.begin(tx, errand.letter(), errand.attempt(), now));
      return rows;
    } finally {
      if (rows.isEmpty()) {
        destination.neverMind();
      }
    }
  }

  private JobResult putOff(Errand errand, Instant at) {
    return database.inTransaction(
        "putting a delivery off",
        tx -> {
          store.putOff(tx, errand.letter(), at);
          return new JobResult.Again(at, "the destination rests");
        });
  }

  /**
   * Once it was handed over, only we know: to forget that because the database is away for a moment
   * would send it twice.
   */
  private JobResult carry(String letter, int attempt, List<DeliveryRow> rows, Instant began) {
    if (rows.isEmpty()) {
      return new JobResult.Done();
    }
    var outcome = sender.send(letter, rows.stream().map(DeliveryRow::delivery).toList());
    var now = clock.instant();
    var first = rows.getFirst();
    var urgency = first.delivery().urgency();
    var result = retries.after(outcome, urgency, attempt, first.plannedAt(), now);
    var what = letter + " at attempt " + attempt + " (" + result.state() + ")";
    var finished =
        insistence.on(what, began.plus(JOB_MAX), () -> finish(letter, attempt, rows, result, now));
    finished.forEach((row, done) -> reports.count(row, attempt, done, now));
    return new JobResult.Done();
  }

  private Map<DeliveryRow, Result> finish(
      String letter, int attempt, List<DeliveryRow> rows, Result result, Instant now) {
    return database.inTransaction(
        "recording a delivery",
        tx -> {
          var decided = store.finish(tx, letter, attempt, result, now);
          var finished = new LinkedHashMap<DeliveryRow, Result>();
          for (var row : rows) {
            var stands = decided.get(row.key());
            if (stands != null) {
              finished.put(row, stands ? result : result.notNeeded());
            }
          }
          planRetry(tx, letter, attempt, finished);
          finished.forEach((row, done) -> reports.publish(tx, row, attempt, done, now));
          return finished;
        });
  }

  private void planRetry(Handle tx, String letter, int attempt, Map<DeliveryRow, Result> finished) {
    finished.forEach((row, result) -> {
      if (result.nextTry() != null) { // the same for all; planned twice is planned once
        var channel = row.delivery().channel().value();
        jobs.plan(tx, new Errand(letter, channel, attempt + 1).job(result.nextTry()));
      }
    });
  }

  @Override
  public void close() {
    insistence.close();
  }
}
