package dev.siaga.incidents;

import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.AlertLapsed;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.Paged.Outcome;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Characters;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Alerts on their way into incidents, and their ends. */
final class Arrivals {
  /** The open incident of a group may close, or a rival's may vanish, while we look. */
  private static final int TRIES_MAX = 10;

  private final Timelines timelines;
  private final IncidentStore store;

  Arrivals(Timelines timelines, IncidentStore store) {
    this.timelines = timelines;
    this.store = store;
  }

  /**
   * One node's insert waits for its rival's: once that is committed the index lets no second one
   * in, without an error that would spoil the caller's transaction, and this alert joins instead.
   */
  Paged page(Handle tx, PagedAlert alert) {
    for (int i = 0; i < TRIES_MAX; i++) {
      var open = store.lockOpen(tx, Characters.storable(alert.groupKey()));
      if (open.isPresent()) {
        return join(tx, open.get(), alert);
      }
      var earlier =
          alert.resumed() ? Optional.<IncidentId>empty() : store.anyOf(tx, alert.firing());
      if (earlier.isPresent()) { // it was paged, and people have closed that incident since
        return new Paged(earlier.get(), Outcome.ALREADY_THERE);
      }
      var id = timelines.newId();
      if (timelines.begin(tx, id, opened(tx, alert))) {
        store.link(tx, id, firing(alert));
        return new Paged(id, Outcome.OPENED);
      }
    }
    throw new IllegalStateException("no incident for the group of alert " + alert.alert());
  }

  private Paged join(Handle tx, Head open, PagedAlert alert) {
    var firing = firing(alert);
    var links = store.links(tx, open.id(), firing);
    var outcome = outcome(links, alert);
    var at = timelines.now(open);
    switch (outcome) {
      case JOINED -> timelines.append(tx, open, List.of(new AlertJoined(at, firing)));
      case FIRED_AGAIN ->
          timelines.append(tx, open, List.of(again(tx, open.id(), links, firing, at)));
      case ALREADY_THERE -> {
        return new Paged(open.id(), outcome);
      }
      case OPENED -> throw new AssertionError("an open incident is joined");
    }
    store.link(tx, open.id(), firing);
    return new Paged(open.id(), outcome);
  }

  /**
   * A silent sender that speaks again has not begun anything: it had never said that it is over.
   */
  private IncidentEvent again(
      Handle tx, IncidentId id, List<IncidentStore.Link> links, FiringAlert firing, Instant at) {
    int lapsed = (int) links.stream().filter(IncidentStore.Link::lapsed).count();
    if (lapsed == 0) {
      return new AlertFiredAgain(at, firing);
    }
    store.heard(tx, id, firing.alert());
    return new AlertHeardAgain(at, firing, lapsed);
  }

  /** What has ended fires again only when its sender says so: a late repeat is not that. */
  private static Outcome outcome(List<IncidentStore.Link> links, PagedAlert alert) {
    for (var link : links) {
      if (link.firing().equals(alert.firing())) {
        return link.ended() && alert.resumed() ? Outcome.FIRED_AGAIN : Outcome.ALREADY_THERE;
      }
    }
    return links.isEmpty() ? Outcome.JOINED : Outcome.FIRED_AGAIN;
  }

  /**
   * An end after the incident was closed belongs on its timeline too; and after a lapse, which only
   * said that nobody knew, the real end.
   */
  void ended(
      Handle tx,
      AlertId alert,
      FiringId firing,
      AlertEnd how,
      Instant endedAt,
      @Nullable Text note) {
    for (var id : store.unendedIn(tx, firing, how)) {
      ended(tx, id, alert, firing, how, endedAt, note);
    }
  }

  /**
   * An alert has one firing at a time: when this one is there, those before it have ended, though
   * it went too fast for anybody to say so.
   */
  void earlierEnded(Handle tx, AlertId alert, FiringId current, Instant at) {
    for (var earlier : store.earlierNotOver(tx, alert, current)) {
      ended(tx, earlier.incident(), alert, earlier.firing(), AlertEnd.RESOLVED, at, null);
    }
  }

  private void ended(
      Handle tx,
      IncidentId id,
      AlertId alert,
      FiringId firing,
      AlertEnd how,
      Instant endedAt,
      @Nullable Text note) {
    var head = store.lock(tx, id).orElseThrow();
    var title = store.end(tx, id, firing, how);
    if (title.isPresent()) {
      var at = timelines.now(head);
      var event =
          how == AlertEnd.LAPSED
              ? new AlertLapsed(at, alert, firing, title.get(), endedAt, note)
              : new AlertEnded(at, alert, firing, title.get(), how, endedAt, note);
      timelines.append(tx, head, List.of(event));
    }
  }

  private OpenedByAlert opened(Handle tx, PagedAlert alert) {
    var firing = firing(alert);
    return new OpenedByAlert(
        timelines.now(null),
        store.nextNumber(tx),
        firing.title(),
        Characters.start(Characters.storable(alert.description().strip()), Checks.NOTE_LENGTH_MAX),
        new Affected(alert.service().orElse(null), alert.team().orElse(null), alert.environment()),
        Characters.storable(alert.groupKey()),
        firing);
  }

  private static FiringAlert firing(PagedAlert alert) {
    return new FiringAlert(
        alert.alert(),
        alert.firing(),
        alert.integration(),
        Title.clipped(alert.title(), "alert " + alert.alert()),
        alert.startedAt(),
        alert.rule(),
        alert.reason());
  }
}
