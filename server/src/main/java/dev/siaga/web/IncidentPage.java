package dev.siaga.web;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.incidents.EvidenceContent;
import dev.siaga.incidents.Incident;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.Recorded;
import dev.siaga.kernel.Name;
import dev.siaga.notify.DeliveryView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One incident: its state, what to do now, its timeline, and whom Siaga told of it.
 *
 * @param problem why what was just asked was not done; empty otherwise
 * @param asked which form that was
 * @param typed what was typed into it
 */
public record IncidentPage(
    Frame frame,
    Incident incident,
    List<Recorded> timeline,
    List<DeliveryView> deliveries,
    List<Choice> people,
    String problem,
    String asked,
    Map<String, String> typed) {

  /** A person to be chosen: what the form sends, and what is read. */
  public record Choice(String name, String shown) {
    static Choice of(Name name, PersonSpec person) {
      var shown = person.displayName();
      boolean isSame = shown.equalsIgnoreCase(name.value());
      return new Choice(name.value(), isSame ? shown : shown + " (" + name + ")");
    }
  }

  public String sentence(IncidentEvent event) {
    return frame.say(Incidents.sentence(event));
  }

  public String detail(IncidentEvent event) {
    return Incidents.detail(event).map(frame::say).orElse("");
  }

  /** After which event an earlier part begins; absent when this is the beginning. */
  public @Nullable Integer earlierAfter() {
    int first = timeline.isEmpty() ? 1 : timeline.getFirst().version();
    return first == 1 ? null : Math.max(0, first - 1 - IncidentPages.TIMELINE_SHOWN);
  }

  /** Whether this form was just refused. */
  public boolean asked(String command) {
    return asked.equals(command);
  }

  /** What was typed into a field of a form that was refused; empty otherwise. */
  public String typed(String command, String field) {
    return asked(command) ? typed.getOrDefault(field, "") : "";
  }

  /** All that was typed into a form that was refused. */
  public Map<String, String> typed(String command) {
    return asked(command) ? typed : Map.of();
  }

  public @Nullable String pictureOf(Incident.Evidence evidence) {
    return evidence.content() instanceof EvidenceContent.File file
            && file.contentType().startsWith("image/")
        ? addressOf(evidence)
        : null;
  }

  /** Where to see it; absent for what the page itself shows. */
  public @Nullable String addressOf(Incident.Evidence evidence) {
    return switch (evidence.content()) {
      case EvidenceContent.File _ ->
          "/api/v1/incidents/" + incident.id() + "/files/" + evidence.id();
      case EvidenceContent.Link(var address) -> address.toString();
      case EvidenceContent.Excerpt _ -> null;
    };
  }

  public String excerptOf(Incident.Evidence evidence) {
    return evidence.content() instanceof EvidenceContent.Excerpt(var text) ? text : "";
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
