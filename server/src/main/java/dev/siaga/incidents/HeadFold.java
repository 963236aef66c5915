package dev.siaga.incidents;

import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.AlertLapsed;
import dev.siaga.incidents.IncidentEvent.Beginning;
import dev.siaga.incidents.IncidentEvent.Declared;
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
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the head is after one more event. Pure, and total over every event ever stored. */
final class HeadFold {
  private HeadFold() {}

  static Head apply(IncidentId id, @Nullable Head before, IncidentEvent event) {
    if (before == null) {
      return begun(id, event);
    }
    var draft = new HeadDraft(before);
    change(draft, event);
    return draft.head(event.at());
  }

  private static Head begun(IncidentId id, IncidentEvent event) {
    if (!(event instanceof Beginning beginning)) {
      throw new IllegalStateException("incident " + id + " begins with " + event);
    }
    return switch (beginning) {
      case OpenedByAlert e -> opened(id, e);
      case Declared e -> declared(id, e);
    };
  }

  private static void change(HeadDraft draft, IncidentEvent event) {
    switch (event) {
      case Beginning _ -> throw new IllegalStateException("an incident begins once: " + event);
      case AlertJoined e -> {
        draft.startedNoLaterThan(e.alert());
        draft.firings++;
        draft.firing++;
      }
      case AlertFiredAgain _ -> {
        draft.firings++;
        draft.firing++;
      }
      case AlertHeardAgain e -> {
        draft.firings++;
        draft.firing = Math.max(0, draft.firing - e.lapsed()) + 1;
      }
      case AlertEnded _ -> draft.firing = Math.max(0, draft.firing - 1);
      case AlertLapsed _ -> {}
      case Acknowledged e -> draft.answered(e.at(), Sources.acknowledged(e));
      case Validated e -> validated(draft, e);
      case DismissedAsFalseAlarm e -> {
        draft.answered(e.at(), Sources.by("dismissed", e.by()));
        draft.enter(Phase.FALSE_ALARM, e.at(), Sources.by("dismissed", e.by()));
      }
      case PrioritySet e -> {
        draft.priority = e.priority();
        if (e.priority() != Priority.HIGH) {
          draft.settled();
        }
      }
      case RoleAssigned e -> draft.lead = e.role() == Role.LEAD ? e.person() : draft.lead;
      case PhaseChanged e -> draft.enter(e.to(), e.at(), moved(e));
      case Resolved e -> {
        draft.answered(e.at(), Sources.by("resolved", e.by()));
        draft.enter(Phase.RESOLVED, e.at(), Sources.by("resolved", e.by()));
      }
      case Reopened e -> draft.enter(e.to(), e.at(), Sources.by("reopened", e.by()));
      case HeldUntil e -> draft.heldUntil = e.until();
      case RoundBegan _ -> {
        draft.unanswered = true;
        draft.heldUntil = null;
      }
      case RoundEnded _ -> draft.unanswered = false;
      case SenderSilent _, TaskOpened _, TaskCompleted _, Noted _, EvidenceAttached _ -> {}
      case PagePlanned _, PageHandedOver _, PageFailed _ -> {}
      case PagingPaused _, PagingResumed _, PagingExhausted _ -> {}
      case TapAsked _ -> draft.heldUntil = null;
      case PersonNotReached _, PagingRepaired _ -> {}
    }
  }

  private static void validated(HeadDraft draft, Validated event) {
    var source = Sources.by("validated", event.by());
    draft.answered(event.at(), source);
    if (draft.validated == null) {
      draft.validated = new Moment(event.at(), source);
    }
    draft.enter(Phase.INVESTIGATING, event.at(), source);
  }

  private static Text moved(PhaseChanged event) {
    return Sources.by("moved-" + Words.key(event.to()), event.by());
  }

  private static Head opened(IncidentId id, OpenedByAlert event) {
    var started = Sources.started(event.alert());
    var detected = new Moment(event.at(), Sources.detected(event.alert()));
    return first(
        id,
        event.number(),
        event.title(),
        event.affected(),
        event.groupKey(),
        null,
        NoticedBy.SYSTEM,
        1,
        times(started, detected));
  }

  private static Head declared(IncidentId id, Declared event) {
    var source = Sources.declared(event);
    return first(
        id,
        event.number(),
        event.title(),
        event.affected(),
        null,
        event.priority(),
        event.noticedBy(),
        0,
        times(new Moment(event.startedAt(), source), new Moment(event.at(), source)));
  }

  /** A sender's clock may be ahead of ours: nothing starts after we have seen it. */
  private static Times times(Moment started, Moment detected) {
    Instant first = started.at().isAfter(detected.at()) ? detected.at() : started.at();
    return new Times(new Moment(first, started.source()), detected, null, null, null, null);
  }

  private static Head first(
      IncidentId id,
      long number,
      Title title,
      Affected affected,
      @Nullable String groupKey,
      @Nullable Priority priority,
      NoticedBy noticedBy,
      int firing,
      Times times) {
    return new Head(
        id,
        number,
        1,
        title,
        affected,
        groupKey,
        Phase.TRIAGE,
        priority,
        noticedBy,
        null,
        firing,
        firing,
        false,
        null,
        times,
        times.detected().at());
  }
}
