package dev.siaga.web;

import dev.siaga.incidents.Incident;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.Recorded;
import dev.siaga.notify.DeliveryView;
import java.util.List;

/**
 * One incident: its state, what to do now, its timeline, and whom Siaga told of it.
 *
 * @param problem why what was just asked was not done; empty otherwise
 * @param note as it was typed, when it was refused
 */
public record IncidentPage(
    Frame frame,
    Incident incident,
    List<Recorded> timeline,
    List<DeliveryView> deliveries,
    List<String> people,
    String problem,
    String note) {

  public String sentence(IncidentEvent event) {
    return frame.say(Incidents.sentence(event));
  }

  public String detail(IncidentEvent event) {
    return Incidents.detail(event).map(frame::say).orElse("");
  }

  public String phase() {
    return frame.say(Incidents.word(incident.phase()));
  }

  public String priority() {
    var priority = incident.head().priority();
    return priority == null
        ? frame.t("web.incident.no-priority")
        : frame.say(Incidents.word(priority));
  }

  public boolean isAnswered() {
    return !incident.paging().answeredBy().isEmpty();
  }

  /** Where the incident may go next by hand, apart from resolving it. */
  public List<Phase> nextPhases() {
    return switch (incident.phase()) {
      case INVESTIGATING -> List.of(Phase.MITIGATING, Phase.MONITORING);
      case MITIGATING -> List.of(Phase.INVESTIGATING, Phase.MONITORING);
      case MONITORING -> List.of(Phase.INVESTIGATING, Phase.MITIGATING);
      case TRIAGE, RESOLVED, REVIEWED, FALSE_ALARM -> List.of();
    };
  }

  public boolean isTriage() {
    return incident.phase() == Phase.TRIAGE;
  }
}
