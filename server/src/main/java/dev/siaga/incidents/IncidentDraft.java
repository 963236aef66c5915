package dev.siaga.incidents;

import dev.siaga.incidents.Incident.Evidence;
import dev.siaga.incidents.Incident.Firing;
import dev.siaga.incidents.Incident.LinkedAlert;
import dev.siaga.incidents.Incident.Paging;
import dev.siaga.incidents.Incident.Responder;
import dev.siaga.incidents.Incident.Task;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.AlertLapsed;
import dev.siaga.incidents.IncidentEvent.Beginning;
import dev.siaga.incidents.IncidentEvent.Declared;
import dev.siaga.incidents.IncidentEvent.Deed;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.EvidenceAttached;
import dev.siaga.incidents.IncidentEvent.HeldUntil;
import dev.siaga.incidents.IncidentEvent.Noted;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.IncidentEvent.PageFailed;
import dev.siaga.incidents.IncidentEvent.PageHandedOver;
import dev.siaga.incidents.IncidentEvent.PagePlanned;
import dev.siaga.incidents.IncidentEvent.PagingExhausted;
import dev.siaga.incidents.IncidentEvent.PagingPaused;
import dev.siaga.incidents.IncidentEvent.PagingRepaired;
import dev.siaga.incidents.IncidentEvent.PagingResumed;
import dev.siaga.incidents.IncidentEvent.PersonNotReached;
import dev.siaga.incidents.IncidentEvent.PhaseChanged;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.RoleAssigned;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.incidents.IncidentEvent.RoundEnded;
import dev.siaga.incidents.IncidentEvent.SenderSilent;
import dev.siaga.incidents.IncidentEvent.TapAsked;
import dev.siaga.incidents.IncidentEvent.TaskCompleted;
import dev.siaga.incidents.IncidentEvent.TaskOpened;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An incident while events change it, so that a long history costs no more than its length. */
final class IncidentDraft {
  private Head head;
  private final String description;
  private final String whoNoticed;
  private @Nullable PriorityAnswers answers;
  private final SequencedMap<AlertId, LinkedAlert> alerts = new LinkedHashMap<>();
  private final List<Task> tasks;
  private final Map<Role, Name> roles;
  private final List<Evidence> evidence;
  private final SequencedMap<Actor, Responder> responders = new LinkedHashMap<>();
  private Paging paging;

  IncidentDraft(Incident before) {
    head = before.head();
    description = before.description();
    whoNoticed = before.whoNoticed();
    answers = before.answers();
    before.alerts().forEach(alert -> alerts.put(alert.alert(), alert));
    tasks = new ArrayList<>(before.tasks());
    roles = new TreeMap<>(before.roles());
    evidence = new ArrayList<>(before.evidence());
    before.responders().forEach(responder -> responders.put(responder.who(), responder));
    paging = before.paging();
  }

  static IncidentDraft of(IncidentId id, IncidentEvent first) {
    var head = HeadFold.apply(id, null, first);
    if (!(first instanceof Beginning beginning)) {
      throw new IllegalStateException("incident " + id + " begins with " + first);
    }
    return switch (beginning) {
      case OpenedByAlert e -> {
        var draft = new IncidentDraft(empty(head, e.description(), "", null));
        draft.fires(e.alert());
        yield draft;
      }
      case Declared e -> {
        var draft = new IncidentDraft(empty(head, e.description(), e.whoNoticed(), e.answers()));
        draft.respond(e);
        yield draft;
      }
    };
  }

  private static Incident empty(
      Head head, String description, String whoNoticed, @Nullable PriorityAnswers answers) {
    return new Incident(
        head,
        description,
        whoNoticed,
        answers,
        List.of(),
        List.of(),
        new TreeMap<>(),
        List.of(),
        List.of(),
        Paging.NONE);
  }

  void apply(IncidentEvent event) {
    head = HeadFold.apply(head.id(), head, event);
    paging = PagingFold.apply(paging, event);
    if (event instanceof Deed deed) {
      respond(deed);
    }
    switch (event) {
      case AlertJoined e -> fires(e.alert());
      case AlertFiredAgain e -> fires(e.alert());
      case AlertHeardAgain e -> {
        alerts.computeIfPresent(e.alert().alert(), (_, alert) -> with(alert, Firing::heard));
        fires(e.alert());
      }
      case AlertEnded e -> change(e.alert(), e.firing(), f -> f.ended(e.endedAt(), e.how()));
      case AlertLapsed e -> change(e.alert(), e.firing(), f -> f.lapsed(e.lapsedAt()));
      case TaskOpened e ->
          tasks.add(new Task(e.task(), e.kind(), e.what(), e.owner(), e.at(), null, null));
      case TaskCompleted e ->
          tasks.replaceAll(t -> t.id().equals(e.task()) ? t.complete(e.by(), e.at()) : t);
      case PrioritySet e -> answers = e.answers();
      case RoleAssigned e -> roles.put(e.role(), e.person());
      case EvidenceAttached e -> evidence.add(evidence(e));
      // what changes the head, paging or the responders alone
      case OpenedByAlert _, Declared _, SenderSilent _, Acknowledged _, Validated _ -> {}
      case DismissedAsFalseAlarm _, Noted _, PhaseChanged _, Resolved _, Reopened _ -> {}
      case HeldUntil _, RoundBegan _, RoundEnded _, PagePlanned _, PageHandedOver _ -> {}
      case PageFailed _, PagingPaused _, PagingResumed _, PagingExhausted _ -> {}
      case PersonNotReached _, TapAsked _, PagingRepaired _ -> {}
    }
  }

  /** The alert is new to the incident, or has one firing more; one that goes on loses its end. */
  private void fires(FiringAlert alert) {
    var firing = new Firing(alert.firing(), alert.startedAt(), null, null, false);
    alerts.merge(alert.alert(), linked(alert, firing), (there, _) -> with(there, firing));
  }

  private static LinkedAlert linked(FiringAlert alert, Firing firing) {
    return new LinkedAlert(
        alert.alert(),
        alert.integration(),
        alert.title(),
        alert.rule(),
        alert.reason(),
        List.of(firing));
  }

  private static LinkedAlert with(LinkedAlert before, Firing firing) {
    var others = before.firings().stream().filter(f -> !f.firing().equals(firing.firing()));
    return with(before, Stream.concat(others, Stream.of(firing)).toList());
  }

  private void change(AlertId alert, FiringId firing, UnaryOperator<Firing> change) {
    alerts.computeIfPresent(
        alert, (_, before) -> with(before, f -> f.firing().equals(firing) ? change.apply(f) : f));
  }

  private static LinkedAlert with(LinkedAlert before, UnaryOperator<Firing> change) {
    return with(before, before.firings().stream().map(change).toList());
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

  private static Evidence evidence(EvidenceAttached event) {
    return new Evidence(
        event.evidence(), event.content(), event.title(), event.source(), event.by(), event.at());
  }

  private void respond(Deed deed) {
    if (!(deed.by() instanceof Actor.Component)) {
      responders.putIfAbsent(deed.by(), new Responder(deed.by(), deed.at()));
    }
  }

  Incident incident() {
    return new Incident(
        head,
        description,
        whoNoticed,
        answers,
        List.copyOf(alerts.values()),
        tasks,
        new TreeMap<>(roles),
        evidence,
        List.copyOf(responders.values()),
        paging);
  }
}
