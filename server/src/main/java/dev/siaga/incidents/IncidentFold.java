package dev.siaga.incidents;

import dev.siaga.incidents.Incident.Evidence;
import dev.siaga.incidents.Incident.Firing;
import dev.siaga.incidents.Incident.LinkedAlert;
import dev.siaga.incidents.Incident.Responder;
import dev.siaga.incidents.Incident.Task;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.Deed;
import dev.siaga.incidents.IncidentEvent.EvidenceAttached;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.RoleAssigned;
import dev.siaga.incidents.IncidentEvent.TaskCompleted;
import dev.siaga.incidents.IncidentEvent.TaskOpened;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is so after one more event. Pure, and total over every event ever stored. */
final class IncidentFold {
  private IncidentFold() {}

  static @Nullable Incident fold(IncidentId id, List<? extends IncidentEvent> history) {
    @Nullable Incident incident = null;
    for (var event : history) {
      incident = apply(id, incident, event);
    }
    return incident;
  }

  static Incident apply(IncidentId id, @Nullable Incident before, IncidentEvent event) {
    var head = HeadFold.apply(id, before == null ? null : before.head(), event);
    return before == null ? first(head, event) : next(before, head, event);
  }

  private static Incident next(Incident before, Head head, IncidentEvent event) {
    return new Incident(
        head,
        before.description(),
        before.whoNoticed(),
        event instanceof PrioritySet e ? e.answers() : before.answers(),
        alerts(before.alerts(), event),
        tasks(before.tasks(), event),
        event instanceof RoleAssigned e
            ? Incident.with(before.roles(), e.role(), e.person())
            : before.roles(),
        event instanceof EvidenceAttached e
            ? append(before.evidence(), evidence(e))
            : before.evidence(),
        responders(before.responders(), event),
        PagingFold.apply(before.paging(), event));
  }

  private static Incident first(Head head, IncidentEvent event) {
    var opened = event instanceof OpenedByAlert e ? e : null;
    var declared = event instanceof IncidentEvent.Declared e ? e : null;
    return new Incident(
        head,
        opened != null ? opened.description() : declared != null ? declared.description() : "",
        declared != null ? declared.whoNoticed() : "",
        declared != null ? declared.answers() : null,
        opened != null ? List.of(linked(opened.alert())) : List.of(),
        List.of(),
        new TreeMap<>(),
        List.of(),
        responders(List.of(), event),
        PagingFold.apply(Incident.Paging.NONE, event));
  }

  private static List<LinkedAlert> alerts(List<LinkedAlert> before, IncidentEvent event) {
    return switch (event) {
      case AlertJoined e -> fires(before, e.alert());
      case AlertFiredAgain e -> fires(before, e.alert());
      case AlertEnded e ->
          before.stream().map(a -> a.alert().equals(e.alert()) ? ended(a, e) : a).toList();
      default -> before;
    };
  }

  /** The alert is new to the incident, or it is there and has one firing more. */
  private static List<LinkedAlert> fires(List<LinkedAlert> before, FiringAlert alert) {
    if (before.stream().noneMatch(a -> a.alert().equals(alert.alert()))) {
      return append(before, linked(alert));
    }
    return before.stream().map(a -> a.alert().equals(alert.alert()) ? fires(a, alert) : a).toList();
  }

  /** A firing that goes on after its end loses the end. */
  private static LinkedAlert fires(LinkedAlert before, FiringAlert alert) {
    var others = before.firings().stream().filter(f -> !f.firing().equals(alert.firing()));
    return with(before, Stream.concat(others, Stream.of(firing(alert))).toList());
  }

  private static LinkedAlert ended(LinkedAlert before, AlertEnded event) {
    return with(
        before, before.firings().stream().map(f -> ended(f, event.firing(), event)).toList());
  }

  private static Firing ended(Firing before, FiringId which, AlertEnded event) {
    return before.firing().equals(which)
        ? new Firing(which, before.startedAt(), event.endedAt(), event.how())
        : before;
  }

  private static LinkedAlert with(LinkedAlert before, List<Firing> firings) {
    return new LinkedAlert(
        before.alert(),
        before.integration(),
        before.title(),
        before.rule(),
        before.reason(),
        firings);
  }

  private static LinkedAlert linked(FiringAlert alert) {
    return new LinkedAlert(
        alert.alert(),
        alert.integration(),
        alert.title(),
        alert.rule(),
        alert.reason(),
        List.of(firing(alert)));
  }

  private static Firing firing(FiringAlert alert) {
    return new Firing(alert.firing(), alert.startedAt(), null, null);
  }

  private static List<Task> tasks(List<Task> before, IncidentEvent event) {
    return switch (event) {
      case TaskOpened e ->
          append(before, new Task(e.task(), e.kind(), e.what(), e.owner(), e.at(), null, null));
      case TaskCompleted e ->
          before.stream()
              .map(t -> t.id().equals(e.task()) ? t.complete(e.by(), e.at()) : t)
              .toList();
      default -> before;
    };
  }

  private static Evidence evidence(EvidenceAttached event) {
    return new Evidence(
        event.evidence(), event.content(), event.title(), event.source(), event.by(), event.at());
  }

  private static List<Responder> responders(List<Responder> before, IncidentEvent event) {
    if (!(event instanceof Deed deed)
        || deed.by() instanceof Actor.Component
        || before.stream().anyMatch(r -> r.who().equals(deed.by()))) {
      return before;
    }
    return append(before, new Responder(deed.by(), deed.at()));
  }

  static <T> List<T> append(List<T> before, T one) {
    var more = new ArrayList<T>(before);
    more.add(one);
    return more;
  }
}
