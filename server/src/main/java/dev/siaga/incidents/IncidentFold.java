package dev.siaga.incidents;

import dev.siaga.kernel.IncidentId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is so after some events. Pure, and total over every event ever stored. */
final class IncidentFold {
  private IncidentFold() {}

  /** Absent when nothing has happened. */
  static @Nullable Incident fold(IncidentId id, List<? extends IncidentEvent> history) {
    if (history.isEmpty()) {
      return null;
    }
    var draft = IncidentDraft.of(id, history.getFirst());
    history.subList(1, history.size()).forEach(draft::apply);
    return draft.incident();
  }

  static Incident apply(Incident before, List<? extends IncidentEvent> events) {
    var draft = new IncidentDraft(before);
    events.forEach(draft::apply);
    return draft.incident();
  }
}
