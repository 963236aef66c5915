package dev.siaga.paging;

import dev.siaga.incidents.Head;
import dev.siaga.incidents.IncidentEvent.PagingRepaired;
import dev.siaga.incidents.IncidentFilter;
import dev.siaga.incidents.Incidents;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Text;
import dev.siaga.resources.Snapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusts nobody: looks again and again whether every incident that nobody has answered has its next
 * step planned, and whether paging has heard of everything that happened. What it finds it repairs,
 * counts, and writes on the timeline; a count above zero is a mistake of ours to look into.
 */
final class Auditor {
  /** What happened more recently is probably on its way to us just now. */
  static final Duration UNHEARD_MAX = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Auditor.class);
  private static final int BATCH = 500;

  private final PagingStore store;
  private final Reactor reactor;
  private final Incidents incidents;
  private final Counter repairs;

  Auditor(PagingStore store, Reactor reactor, Incidents incidents, MeterRegistry meters) {
    this.store = store;
    this.reactor = reactor;
    this.incidents = incidents;
    this.repairs =
        Counter.builder("siaga.paging.repairs")
            .description("Steps of paging that the auditor found missing and planned again")
            .register(meters);
  }

  void audit(Handle tx, Snapshot all, Instant now) {
    auditWaiting(tx, all, now);
    auditUnheard(tx, all, now);
  }

  private void auditWaiting(Handle tx, Snapshot all, Instant now) {
    @Nullable IncidentId after = null;
    List<Row> batch;
    do {
      batch = store.waiting(tx, after, BATCH);
      for (var row : batch) {
        after = row.incident();
        auditWaiting(tx, all, row, now);
      }
    } while (batch.size() == BATCH);
  }

  private void auditWaiting(Handle tx, Snapshot all, Row found, Instant now) {
    if (found.state().standing() instanceof Standing.Held) {
      // The hours may have been changed: then what is held begins with the new ones.
      reactor.react(tx, all, found.incident(), now);
    }
    if (reactor.isWakePlanned(tx, found)) {
      return;
    }
    // It may have moved on since we read it: what counts is what is so under the lock.
    var row = store.lock(tx, found.incident(), now);
    if (!reactor.isWakePlanned(tx, row) && reactor.planWake(tx, row)) {
      repaired(tx, row.incident(), Text.of("paging.repaired-step"), now);
    }
  }

  private void auditUnheard(Handle tx, Snapshot all, Instant now) {
    @Nullable String cursor = null;
    do {
      var heads = heads(cursor);
      var seen = store.seen(tx, heads.items().stream().map(Head::id).toList());
      for (var head : heads.items()) {
        boolean unheard = head.version() > seen.getOrDefault(head.id(), 0);
        if (unheard && head.updatedAt().isBefore(now.minus(UNHEARD_MAX))) {
          hear(tx, all, head.id(), now);
        }
      }
      cursor = heads.next();
    } while (cursor != null);
  }

  private Page<Head> heads(@Nullable String cursor) {
    return switch (incidents.list(IncidentFilter.OPEN, cursor, Page.SIZE_MAX)) {
      case Answer.Ok<Page<Head>>(var heads) -> heads;
      case Answer.Refused<Page<Head>>(var refusal) ->
          throw new IllegalStateException("the auditor was refused: " + refusal);
    };
  }

  private void hear(Handle tx, Snapshot all, IncidentId incident, Instant now) {
    if (reactor.react(tx, all, incident, now)) {
      repaired(tx, incident, Text.of("paging.repaired-unheard"), now);
    }
  }

  private void repaired(Handle tx, IncidentId incident, Text what, Instant now) {
    LOG.warn("Paging of incident {} was repaired: {}", incident, what.key());
    repairs.increment();
    incidents.record(tx, incident, List.of(new PagingRepaired(now, what)));
  }
}
