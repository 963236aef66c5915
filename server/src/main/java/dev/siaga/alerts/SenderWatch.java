package dev.siaga.alerts;

import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.resources.Resources;
import dev.siaga.storage.SqlText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Knows when each integration was last heard, and which ones should have been heard by now.
 *
 * <p>A healthy Prometheus with nothing firing sends nothing, so quiet alone is no alert: only where
 * the team expects something every so often (a Watchdog rule), or where leases of firing alerts ran
 * out.
 */
final class SenderWatch {
  /** The label that names the silent integration. */
  static final String SENDER_LABEL = "integration";

  static final String ALERT_NAME = "SenderSilent";

  /** A gap longer than this between two looks means that no node could take intake. */
  static final Duration PRESENCE_GAP_MAX = Duration.ofSeconds(20);

  private final Resources resources;
  private final InstantSource clock;
  private final Map<Name, Instant> heard = new ConcurrentHashMap<>();

  /** Since when this node knows that something is expected: nobody can be late before that. */
  private final Map<Name, Instant> expectedSince = new ConcurrentHashMap<>();

  SenderWatch(Resources resources, InstantSource clock) {
    this.resources = resources;
    this.clock = clock;
  }

  void hear(Name integration, Instant at) {
    heard.put(integration, at);
  }

  /** The integration is removed: nobody waits for its next word. */
  void forget(Handle tx, Name integration) {
    heard.remove(integration);
    tx.createUpdate(Sql.FORGET.sql()).bind("integration", integration.value()).execute();
  }

  /** Some node can take intake; the answer is since when one could, without a gap. */
  Instant present(Handle tx) {
    return tx.createQuery(Sql.PRESENT.sql())
        .bind("now", clock.instant())
        .bind("gap_before", clock.instant().minus(PRESENCE_GAP_MAX))
        .map((row, _) -> Objects.requireNonNull(AlertStore.instant(row, "available_since")))
        .one();
  }

  void save(Handle tx) {
    var rows = new ArrayList<>(heard.entrySet());
    if (rows.isEmpty()) {
      return;
    }
    rows.sort(Map.Entry.comparingByKey());
    tx.createUpdate(Sql.HEARD.sql())
        .bindArray("names", String.class, rows.stream().map(e -> e.getKey().value()).toArray())
        .bindArray("seen", Instant.class, rows.stream().map(Map.Entry::getValue).toArray())
        .execute();
  }

  /** Silent since its last word, unless it has spoken of anything after this instant. */
  void markSilent(Handle tx, Name integration, Instant unlessHeardAfter) {
    tx.createUpdate(Sql.SILENT.sql())
        .bind("integration", integration.value())
        .bind("unless_after", unlessHeardAfter)
        .execute();
  }

  @Nullable Instant seenAt(Handle tx, Name integration) {
    return senders(tx).stream()
        .filter(sender -> sender.integration().equals(integration))
        .map(Sender::seenAt)
        .findFirst()
        .orElse(null);
  }

  List<Sender> senders(Handle handle) {
    return handle
        .createQuery(Sql.SENDERS.sql())
        .map((row, _) ->
            new Sender(
                new Name(row.getString("integration")),
                Objects.requireNonNull(AlertStore.instant(row, "seen_at")),
                AlertStore.instant(row, "silent_since")))
        .list();
  }

  /**
   * What Siaga itself says of the integrations from which something is expected: nothing of one
   * that it has not heard, but could not have heard for so long either, since it was away or the
   * integration is new.
   */
  List<Signal> signals(Handle tx, Instant availableSince) {
    var now = clock.instant();
    var signals = new ArrayList<Signal>();
    resources
        .snapshot()
        .all(IntegrationSpec.KIND)
        .forEach((name, spec) -> {
          var every = spec.expectEvery();
          if (every == null) {
            expectedSince.remove(name);
            return;
          }
          var seen = seenAt(tx, name);
          if (seen != null && !seen.plus(every).isBefore(now)) {
            signals.add(signal(name, spec, false, seen, now));
            return;
          }
          var expected = expectedSince.computeIfAbsent(name, _ -> now);
          var since = later(availableSince, seen == null ? expected : seen);
          if (since.plus(every).isBefore(now)) {
            signals.add(signal(name, spec, true, seen == null ? since : seen, now));
          }
        });
    return signals;
  }

  /** What is said of integrations from which something is expected, silent or not. */
  Set<Labels> watched() {
    var watched = new HashSet<Labels>();
    resources
        .snapshot()
        .all(IntegrationSpec.KIND)
        .forEach((name, spec) -> {
          if (spec.expectEvery() != null) {
            watched.add(labels(name, spec));
          }
        });
    return watched;
  }

  static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private static Signal signal(
      Name name, IntegrationSpec spec, boolean silent, Instant since, Instant now) {
    var annotations = Map.of("summary", "Nothing has come from " + name + " since " + since);
    var end = silent ? null : now;
    return new Signal(labels(name, spec), annotations, silent, "", null, end, null, null, null);
  }

  private static Labels labels(Name name, IntegrationSpec spec) {
    var service = spec.defaultService();
    return Labels.of(
        Map.of(
            "alertname",
            ALERT_NAME,
            SENDER_LABEL,
            name.value(),
            "environment",
            spec.environment(),
            "service",
            service == null ? "" : service.value()));
  }

  enum Sql implements SqlText {
    PRESENT(
        """
        INSERT INTO intake_presence (one, available_since, seen_at)
        VALUES (true, :now, :now)
            ON CONFLICT (one) DO UPDATE
           SET available_since = CASE WHEN intake_presence.seen_at < :gap_before
                                      THEN excluded.available_since
                                      ELSE intake_presence.available_since END,
               seen_at = greatest(intake_presence.seen_at, excluded.seen_at)
        RETURNING available_since\
        """),
    HEARD(
        """
        INSERT INTO sender (integration, seen_at)
        SELECT name, seen FROM unnest(CAST(:names AS text[]), CAST(:seen AS timestamptz[])) AS heard (name, seen)
            ON CONFLICT (integration) DO UPDATE
           SET silent_since = CASE WHEN excluded.seen_at > sender.seen_at THEN NULL
                                   ELSE sender.silent_since END,
               seen_at = greatest(sender.seen_at, excluded.seen_at)\
        """),
    SILENT(
        """
        UPDATE sender
           SET silent_since = coalesce(silent_since, seen_at)
         WHERE integration = :integration AND seen_at <= :unless_after\
        """),
    FORGET("DELETE FROM sender WHERE integration = :integration"),
    SENDERS("SELECT integration, seen_at, silent_since FROM sender ORDER BY integration");

    private final String sql;

    Sql(String sql) {
      this.sql = sql;
    }

    @Override
    public String sql() {
      return sql;
    }
  }
}
