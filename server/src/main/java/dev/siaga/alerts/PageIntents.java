package dev.siaga.alerts;

import dev.siaga.catalog.Catalog;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.PagedAlert;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Job;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes incidents agree with the firings that page. The intent commits with the alert; this resumes
 * from it, looks at the alert as it is now, and does what is missing, so that it may run twice,
 * late or in another order.
 */
final class PageIntents {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final AlertStore store;
  private final Incidents incidents;
  private final Catalog catalog;

  PageIntents(AlertStore store, Incidents incidents, Catalog catalog) {
    this.store = store;
    this.incidents = incidents;
    this.catalog = catalog;
  }

  void run(Handle tx, Job job) {
    var id = new AlertId(UUID.fromString(JSON.readTree(job.body()).get("alert").asString()));
    var state = store.lock(tx, List.of(id)).get(id);
    if (state == null) {
      return; // expired by retention
    }
    var firing = state.firing();
    incidents.earlierFiringsEnded(tx, id, firing.id(), firing.startedAt());
    if (!firing.judgement().pages()) {
      return; // judged otherwise since
    }
    incidents.page(tx, paged(state));
    var endedAt = state.firing().endedAt();
    var how = state.firing().how();
    if (endedAt != null && how != null) {
      incidents.alertEnded(tx, id, state.firing().id(), how, endedAt, note(state, endedAt));
    }
  }

  private PagedAlert paged(AlertState state) {
    var judgement = state.firing().judgement();
    var service = Optional.ofNullable(judgement.service());
    return new PagedAlert(
        state.id(),
        state.firing().id(),
        state.integration(),
        service,
        service.flatMap(catalog::teamOf),
        judgement.environment(),
        judgement.groupKey(),
        state.title(),
        state.annotations().getOrDefault("description", ""),
        state.firing().startedAt(),
        judgement.rule(),
        judgement.reason(),
        state.firing().resumed() > 0 && state.isFiring());
  }

  /** Since when: not the integration's last word, which may have been about something else. */
  private static @Nullable Text note(AlertState state, Instant endedAt) {
    if (!state.firing().isSilent()) {
      return null;
    }
    var heard =
        state.sources().values().stream()
            .filter(SourceState::lapsed)
            .map(SourceState::heardAt)
            .max(Comparator.naturalOrder());
    return Text.of("alerts.silent-note", state.integration(), heard.orElse(endedAt));
  }
}
