package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.storage.Database;
import dev.siaga.storage.NewJob;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes a batch of signals durable in one transaction, together with the intent to page.
 *
 * <p>Alerts that nobody has seen are inserted first, without looking; the rest, and those that
 * another node inserted meanwhile, are locked, read and folded. Both steps go through the keys in
 * one order, so that two nodes with the same alerts wait for each other but never in a circle.
 */
final class AlertWriter {
  /** The job that makes incidents agree with the firings that page. */
  static final String PAGE_JOB = "alerts.page";

  static final String BELIEF_SIGNAL = "alerts.belief";
  private static final int BELIEF_IDS_MAX = 150; // a NOTIFY carries less than 8,000 bytes
  private static final int INSERT_TRIES_MAX = 3;
  private static final Comparator<AlertId> KEY_ORDER = Comparator.comparing(AlertId::value);
  private final Database database;
  private final AlertStore store;
  private final Duration resumeWithin;
  private final InstantSource clock;
  private final Beliefs beliefs;

  AlertWriter(
      Database database,
      AlertStore store,
      Beliefs beliefs,
      Duration resumeWithin,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.beliefs = beliefs;
    this.resumeWithin = resumeWithin;
    this.clock = clock;
  }

  /** All or none of a batch; what this node believes of the alerts follows the commit. */
  void write(Handle tx, List<Incoming> items) {
    var byAlert = new TreeMap<AlertId, List<Incoming>>(KEY_ORDER);
    items.forEach(i -> byAlert.computeIfAbsent(i.id(), _ -> new ArrayList<>(1)).add(i));
    var folds = insertNew(tx, byAlert);
    for (int tries = 0; folds.size() < byAlert.size(); tries++) {
      if (tries == INSERT_TRIES_MAX) {
        throw new IllegalStateException("alerts come and go under our hands");
      }
      foldExisting(tx, byAlert, folds);
    }
    saveChanged(tx, folds.values().stream().filter(AlertFold::isChanged).toList());
    believe(tx, folds.values());
  }

  /** Writes what became of alerts that this transaction has locked. */
  void save(Handle tx, List<AlertFold> changed) {
    saveChanged(tx, changed);
    believe(tx, changed);
  }

  private void saveChanged(Handle tx, List<AlertFold> changed) {
    if (changed.isEmpty()) {
      return;
    }
    store.update(tx, changed.stream().filter(fold -> fold.before() != null).toList());
    store.saveFirings(tx, changed);
    planPages(tx, changed);
    tellOtherNodes(tx, changed);
  }

  private Map<AlertId, AlertFold> insertNew(Handle tx, Map<AlertId, List<Incoming>> byAlert) {
    var folds = new HashMap<AlertId, AlertFold>();
    var candidates = new ArrayList<AlertFold>();
    byAlert.forEach((_, signals) -> {
      if (signals.getFirst().believedNew()) {
        var fold = fold(null, signals);
        if (fold.state() != null) {
          candidates.add(fold);
        }
      }
    });
    keepInserted(tx, candidates, folds);
    return folds;
  }

  private void foldExisting(
      Handle tx, Map<AlertId, List<Incoming>> byAlert, Map<AlertId, AlertFold> folds) {
    var missing = byAlert.keySet().stream().filter(id -> !folds.containsKey(id)).toList();
    var states = store.lock(tx, missing);
    var candidates = new ArrayList<AlertFold>();
    for (var id : missing) {
      var before = states.get(id);
      var fold = fold(before, byAlert.getOrDefault(id, List.of()));
      if (before == null && fold.state() != null) {
        candidates.add(fold);
      } else {
        folds.put(id, fold);
      }
    }
    keepInserted(tx, candidates, folds);
  }

  private void keepInserted(Handle tx, List<AlertFold> candidates, Map<AlertId, AlertFold> folds) {
    var inserted = store.insert(tx, candidates);
    for (var fold : candidates) {
      var state = fold.state();
      if (state != null && inserted.contains(state.id())) {
        folds.put(state.id(), fold);
      }
    }
  }

  private AlertFold fold(@Nullable AlertState before, List<Incoming> signals) {
    return AlertFold.of(before, signals, resumeWithin, () -> new FiringId(database.newId()));
  }

  private void planPages(Handle tx, List<AlertFold> changed) {
    var now = clock.instant();
    var jobs = new ArrayList<NewJob>();
    for (var fold : changed) {
      var state = fold.state();
      if (state != null && fold.concernsIncidents()) {
        jobs.add(
            new NewJob(
                PAGE_JOB,
                state.id() + ":" + state.version(),
                now,
                "{\"alert\":\"" + state.id() + "\"}"));
      }
    }
    database.jobs().planAll(tx, jobs);
  }

  private void tellOtherNodes(Handle tx, List<AlertFold> changed) {
    var ids =
        changed.stream()
            .filter(AlertFold::outdatesBeliefs)
            .map(fold -> Objects.requireNonNull(fold.state()).id().toString())
            .toList();
    if (!ids.isEmpty()) {
      var told = ids.size() > BELIEF_IDS_MAX ? "" : String.join(",", ids);
      database.signals().sendToOthers(tx, BELIEF_SIGNAL, told);
    }
  }

  /** This node needs no signal: what it has just written it knows. */
  private void believe(Handle tx, Collection<AlertFold> folds) {
    var states = folds.stream().map(AlertFold::state).filter(Objects::nonNull).toList();
    tx.afterCommit(() -> states.forEach(beliefs::keep));
  }
}
