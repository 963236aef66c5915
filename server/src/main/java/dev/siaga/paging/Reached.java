package dev.siaga.paging;

import dev.siaga.incidents.IncidentEvent;
import dev.siaga.kernel.Name;
import java.util.List;

/**
 * What came of telling people: the records for the timeline, and who was told.
 *
 * @param told people, in order
 * @param anybody a message to somebody, or to a channel that is nobody's, is on its way
 */
record Reached(List<IncidentEvent> records, List<Name> told, boolean anybody) {
  Reached {
    records = List.copyOf(records);
    told = List.copyOf(told);
  }
}
