package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Name;
import dev.siaga.storage.Database;
import dev.siaga.storage.Job;
import dev.siaga.storage.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to alerts when nobody speaks: leases are written, run out, and are missed. */
final class AlertUpkeep implements AutoCloseable {
  static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

  /** An integration that was heard this long after an alert's last word is not silent. */
  private static final Duration SILENCE_MARGIN = Duration.ofMinutes(1);

  private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);
  private static final Duration JUDGE_AGAIN_AFTER = Duration.ofSeconds(1);
  static final int SWEEP_ROWS_MAX = 500;
  private static final Logger LOG = LoggerFactory.getLogger(AlertUpkeep.class);
  private final Database database;
  private final InstantSource clock;
  private final AlertStore store;
  private final AlertWriter writer;
  private final Beliefs beliefs;
  private final SenderWatch senders;
  private final ToIncoming incoming;
  private final Consumer<List<Incoming>> writeAgain;
  private final AtomicInteger configurations = new AtomicInteger(1);
  private volatile int configurationSwept;
  private final ScheduledExecutorService flusher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leases").factory());

  AlertUpkeep(
      Database database,
      InstantSource clock,
      AlertStore store,
      AlertWriter writer,
      Beliefs beliefs,
      SenderWatch senders,
      ToIncoming incoming,
      Consumer<List<Incoming>> writeAgain) {
    this.database = database;
    this.clock = clock;
    this.store = store;
    this.writer = writer;
    this.beliefs = beliefs;
    this.senders = senders;
    this.incoming = incoming;
    this.writeAgain = writeAgain;
  }

  void start() {
    long every = FLUSH_EVERY.toMillis();
    var _ = flusher.scheduleWithFixedDelay(this::flushQuietly, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    flusher.shutdown();
    flushQuietly();
  }

  /**
   * Writes extended leases; what the database knows better is judged again as a transition. Alerts
   * before senders, as the sweep does it: else the two would wait for each other in a circle.
   */
  void flush() {
    var extensions = beliefs.takeExtensions();
    try {
      var unmatched = new ArrayList<Incoming>();
      database.inTransaction(
          "extending leases",
          tx -> {
            if (!extensions.isEmpty()) {
              unmatched.addAll(extend(tx, extensions));
            }
            senders.save(tx);
            return true;
          });
      unmatched.forEach(said -> beliefs.forget(said.id()));
      writeAgain.accept(unmatched);
    } catch (RuntimeException databaseAway) {
      beliefs.giveBack(extensions);
      throw databaseAway;
    }
  }

  /** Returns what could not be extended, because another node has written meanwhile. */
  private List<Incoming> extend(Handle tx, List<Beliefs.Extension> extensions) {
    var extended = store.extendLeases(tx, extensions);
    return extensions.stream()
        .filter(extension -> !extended.contains(extension.id()))
        .flatMap(extension -> extension.said().values().stream())
        .toList();
  }

  void sweep(Handle tx) {
    var now = clock.instant();
    var availableSince = senders.present(tx);
    lapse(tx, availableSince, now);
    var signals = new ArrayList<>(senders.signals(tx, availableSince));
    signals.addAll(nobodyExpects(tx, now));
    writer.write(
        tx,
        signals.stream()
            .map(signal -> incoming.of(IntegrationSpec.SILENCE_WATCH, signal, now))
            .toList());
  }

  /** The configuration is another one: something may not be expected any more. */
  void configurationChanged() {
    configurations.incrementAndGet();
  }

  /** Ends what still fires of an integration from which nothing is expected any more. */
  private List<Signal> nobodyExpects(Handle tx, Instant now) {
    int current = configurations.get();
    if (current == configurationSwept) {
      return List.of();
    }
    tx.afterCommit(() -> configurationSwept = current);
    var watched = senders.watched();
    return store.firingLabels(tx, IntegrationSpec.SILENCE_WATCH).stream()
        .filter(labels -> !watched.contains(labels))
        .map(labels -> new Signal(labels, Map.of(), false, "", null, now, null, null, null))
        .toList();
  }

  /**
   * A silence has ended: what still fires under it is judged again, so many at a time; again, too,
   * while this node has not heard yet that somebody ended it early.
   */
  void judgeAgain(Handle tx, Job job) {
    var now = clock.instant();
    var rule = "silence/" + job.key();
    boolean isAllJudged = true;
    var folds = new ArrayList<AlertFold>();
    for (var state : store.lockJudgedBy(tx, rule, SWEEP_ROWS_MAX)) {
      var asSaid =
          new Signal(state.labels(), state.annotations(), true, "", null, null, null, null, null);
      var judgement = incoming.of(state.integration(), asSaid, now).judgement().get();
      isAllJudged &= !judgement.rule().equals(rule);
      folds.add(AlertFold.of(state, AlertRules.judgedAgain(state, judgement)));
    }
    writer.save(tx, folds);
    if (!isAllJudged || folds.size() == SWEEP_ROWS_MAX) {
      database
          .jobs()
          .plan(tx, new NewJob(job.kind(), job.key(), now.plus(JUDGE_AGAIN_AFTER), job.body()));
    }
  }

  boolean expire(Handle tx, AlertId id) {
    var state = store.lock(tx, List.of(id)).get(id);
    if (state == null) {
      return false;
    }
    var fold = AlertFold.of(state, AlertRules.expire(state, clock.instant()));
    writer.save(tx, fold.isChanged() ? List.of(fold) : List.of());
    return fold.isChanged();
  }

  private void lapse(Handle tx, Instant availableSince, Instant now) {
    var folds = new ArrayList<AlertFold>();
    var silent = new TreeMap<Name, Instant>(); // sorted, as flush writes senders
    for (var state : store.lockLapsed(tx, now, SWEEP_ROWS_MAX)) {
      var fold = AlertFold.of(state, AlertRules.lapse(state, availableSince, now));
      if (fold.isChanged()) {
        folds.add(fold);
        lastHeard(state).ifPresent(at -> silent.merge(state.integration(), at, SenderWatch::later));
      }
    }
    silent.forEach((name, at) -> senders.markSilent(tx, name, at.plus(SILENCE_MARGIN)));
    writer.save(tx, folds);
  }

  private static java.util.Optional<Instant> lastHeard(AlertState state) {
    return state.sources().values().stream()
        .map(SourceState::heardAt)
        .max(Comparator.naturalOrder());
  }

  private void flushQuietly() {
    try {
      flush();
    } catch (RuntimeException failed) {
      LOG.warn("leases were not written, and will be: {}", failed.getMessage());
    }
  }

  /** Makes a signal ready to be written. */
  @FunctionalInterface
  interface ToIncoming {
    Incoming of(Name integration, Signal signal, Instant at);
  }
}
