package dev.siaga.incidents;

import dev.siaga.kernel.IncidentId;
import dev.siaga.storage.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Appends events with their head, and tells of it, in the transaction of the caller. */
final class Timelines {
  static final String TOPIC = "incident";
  private final Database database;
  private final InstantSource clock;
  private final IncidentStore store;

  Timelines(Database database, InstantSource clock, IncidentStore store) {
    this.database = database;
    this.clock = clock;
    this.store = store;
  }

  /** Never before what is on the timeline already, though another node's clock was ahead. */
  Instant now(@Nullable Head before) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return before == null || now.isAfter(before.updatedAt()) ? now : before.updatedAt();
  }

  IncidentId newId() {
    return new IncidentId(database.newId());
  }

  /** False, and nothing written, when another incident of the group is open. */
  boolean begin(Handle tx, IncidentId id, IncidentEvent first) {
    var head = HeadFold.apply(id, null, first);
    if (!store.insert(tx, head)) {
      return false;
    }
    store.append(tx, id, 0, List.of(first));
    tell(tx, head);
    return true;
  }

  void append(Handle tx, Head before, List<? extends IncidentEvent> events) {
    if (!events.isEmpty()) {
      tell(tx, write(tx, before, events));
    }
  }

  /** Paging knows what it wrote itself: pages are refreshed, and no other event follows. */
  void appendFromPaging(Handle tx, Head before, List<? extends IncidentEvent> events) {
    if (!events.isEmpty()) {
      signal(tx, write(tx, before, events));
    }
  }

  private Head write(Handle tx, Head before, List<? extends IncidentEvent> events) {
    var head = before;
    for (var event : events) {
      head = HeadFold.apply(before.id(), head, event);
    }
    store.append(tx, before.id(), before.version(), events);
    store.update(tx, head, before.version());
    return head;
  }

  private void tell(Handle tx, Head head) {
    var body = IncidentCodec.JSON.createObjectNode();
    body.put("incident", head.id().toString());
    body.put("version", head.version());
    database.jobs().publish(tx, TOPIC, head.id() + ":" + head.version(), body.toString());
    signal(tx, head);
  }

  private void signal(Handle tx, Head head) {
    database.signals().send(tx, TOPIC, head.id().toString());
  }
}
