package dev.siaga.storage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs in a table; one {@link JobLane} a kind works on them. */
final class StoredJobs implements Jobs {
  private static final Logger LOG = LoggerFactory.getLogger(StoredJobs.class);
  private static final String SIGNAL = "job";

  /** How long a claim of a handler that only writes to the database is good for. */
  private static final Duration TRANSACTION_CLAIM = Duration.ofSeconds(60);

  /** How much longer than its deadline the claim of a call to the outside lasts. */
  private static final Duration CLAIM_MARGIN = Duration.ofSeconds(10);

  /** A database that is away holds a look up for longer than an end may take. */
  private static final Duration LAST_LOOK_MAX = Duration.ofMillis(500);

  private final JobStore store;
  private final Signals signals;
  private final Duration poll;
  private final InstantSource clock;
  private final Map<String, JobLane> lanes = new ConcurrentHashMap<>();
  private final Map<String, List<String>> subscriptions = new ConcurrentHashMap<>();
  private final Map<String, Duration> repeats = new ConcurrentHashMap<>();
  private volatile boolean running;

  StoredJobs(Database database, Signals signals, UUID node, Duration poll, InstantSource clock) {
    this.store = new JobStore(database, node);
    this.signals = signals;
    this.poll = poll;
    this.clock = clock;
  }

  @Override
  public boolean plan(Handle tx, NewJob job) {
    boolean isNew = store.insert(tx, job, clock.instant());
    if (isNew) {
      tx.afterCommit(() -> wake(job.kind(), job.dueAt()));
      signals.send(tx, SIGNAL, job.kind());
    }
    return isNew;
  }

  @Override
  public void planAll(Handle tx, List<NewJob> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    store.insertAll(tx, jobs, clock.instant());
    tx.afterCommit(() -> jobs.forEach(job -> wake(job.kind(), job.dueAt())));
    jobs.stream().map(NewJob::kind).distinct().forEach(kind -> signals.send(tx, SIGNAL, kind));
  }

  @Override
  public boolean cancel(Handle tx, String kind, String key) {
    return store.delete(tx, kind, key);
  }

  @Override
  public boolean isPlanned(Handle tx, String kind, String key) {
    return store.exists(tx, kind, key);
  }

  @Override
  public void inTransaction(String kind, int workers, TransactionalHandler handler) {
    add(new JobLane(store, clock, kind, workers, TRANSACTION_CLAIM, poll, transactional(handler)));
  }

  @Override
  public void outside(String kind, int workers, Duration deadline, OutsideHandler handler) {
    var claim = deadline.plus(CLAIM_MARGIN);
    add(new JobLane(store, clock, kind, workers, claim, poll, job -> reachOut(job, handler)));
  }

  @Override
  public void publish(Handle tx, String topic, String key, String body) {
    for (var kind : subscriptions.getOrDefault(topic, List.of())) {
      plan(tx, new NewJob(kind, key, clock.instant(), body));
    }
  }

  @Override
  public void subscribe(
      String topic, String subscriber, int workers, TransactionalHandler handler) {
    var kind = topic + ">" + subscriber;
    subscriptions.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>()).add(kind);
    inTransaction(kind, workers, handler);
  }

  @Override
  public void every(String kind, Duration interval, TransactionalHandler handler) {
    repeats.put(kind, interval);
    inTransaction(
        kind,
        1,
        (tx, job) -> {
          handler.run(tx, job);
          plan(tx, new NewJob(kind, job.key(), clock.instant().plus(interval), job.body()));
        });
  }

  void start() {
    store.freeOwnClaims();
    store.plan(
        repeats.entrySet().stream()
            .map(e -> new NewJob(e.getKey(), "every", clock.instant().plus(e.getValue()), "{}"))
            .toList(),
        clock.instant());
    signals.on(SIGNAL, kind -> wake(kind, Instant.MIN));
    running = true;
    lanes.values().forEach(JobLane::start);
  }

  void stop(Duration patience) {
    if (!running) {
      return;
    }
    running = false;
    lanes.values().forEach(JobLane::beginStop);
    var begun = System.nanoTime();
    var lookEnd = begun + LAST_LOOK_MAX.toNanos();
    lanes.values().forEach(lane -> lane.awaitLastLook(left(lookEnd)));
    var end = begun + patience.toNanos();
    lanes.values().forEach(lane -> lane.awaitStop(left(end)));
    handBack();
  }

  private static Duration left(long end) {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** Without it, others take the claimed jobs when the claims run out: later, never not at all. */
  private void handBack() {
    try {
      store.freeOwnClaims();
    } catch (StorageFault away) {
      LOG.warn("claims are not handed back: {}", away.getMessage());
    }
  }

  private void add(JobLane lane) {
    if (running || lanes.putIfAbsent(lane.kind(), lane) != null) {
      throw new IllegalStateException("too late, or twice, for a handler of " + lane.kind());
    }
  }

  private void wake(String kind, Instant dueAt) {
    if (kind.isEmpty()) { // a connection was lost: anything may have been missed
      lanes.values().forEach(lane -> lane.wake(Instant.MIN));
      return;
    }
    var lane = lanes.get(kind);
    if (lane != null) {
      lane.wake(dueAt);
    }
  }

  private JobLane.Attempt transactional(TransactionalHandler handler) {
    return job -> store.runAndEnd(job, handler);
  }

  private void reachOut(Job job, OutsideHandler handler) {
    switch (handler.run(job)) {
      case JobResult.Done _, JobResult.GaveUp _ -> store.end(job);
      case JobResult.Again(var at, var why) -> store.again(job, at, why);
    }
  }
}
