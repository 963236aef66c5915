package dev.siaga.incidents;

import dev.siaga.incidents.Incident.Paging;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.AlertLapsed;
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
import dev.siaga.kernel.Actor;
import java.util.List;
import java.util.stream.Stream;

/** How far paging is after one more event. */
final class PagingFold {
  private PagingFold() {}

  static Paging apply(Paging before, IncidentEvent event) {
    return switch (event) {
      case RoundBegan e -> new Draft(before).begins(e.round()).paging();
      case RoundEnded _, PagingResumed _ -> new Draft(before).paused(false).paging();
      case PagingPaused _ -> new Draft(before).paused(true).paging();
      case PagingExhausted _ -> new Draft(before).exhausted().paging();
      case PagePlanned _ -> new Draft(before).counted(1, 0, 0).paging();
      case PageHandedOver _ -> new Draft(before).counted(0, 1, 0).paging();
      case PageFailed _ -> new Draft(before).counted(0, 0, 1).paging();
      case Acknowledged e -> new Draft(before).answered(e.by()).paging();
      case Validated e -> new Draft(before).answered(e.by()).paging();
      case DismissedAsFalseAlarm e -> new Draft(before).answered(e.by()).paging();
      case Resolved e -> new Draft(before).answered(e.by()).paging();
      // A new question: whoever answered an earlier one has not answered this.
      case Reopened _, HeldUntil _, TapAsked _ -> new Draft(before).unanswered().paging();
      case OpenedByAlert _, Declared _, AlertJoined _, AlertEnded _ -> before;
      case AlertFiredAgain _, AlertHeardAgain _, AlertLapsed _ -> before;
      case TaskOpened _, TaskCompleted _, PrioritySet _, RoleAssigned _, Noted _ -> before;
      case EvidenceAttached _, PhaseChanged _, SenderSilent _ -> before;
      case PersonNotReached _, PagingRepaired _ -> before;
    };
  }

  /** The summary while one event changes it. */
  private static final class Draft {
    private final Paging before;
    private int round;
    private boolean paused;
    private boolean exhausted;
    private int planned;
    private int handedOver;
    private int failed;
    private List<Actor> answeredBy;

    Draft(Paging before) {
      this.before = before;
      round = before.round();
      paused = before.paused();
      exhausted = before.exhausted();
      planned = before.planned();
      handedOver = before.handedOver();
      failed = before.failed();
      answeredBy = before.answeredBy();
    }

    Draft begins(int number) {
      round = number;
      paused = false;
      exhausted = false;
      return unanswered();
    }

    Draft unanswered() {
      answeredBy = List.of();
      return this;
    }

    Draft paused(boolean now) {
      paused = now;
      return this;
    }

    Draft exhausted() {
      exhausted = true;
      return this;
    }

    Draft counted(int morePlanned, int moreHandedOver, int moreFailed) {
      planned += morePlanned;
      handedOver += moreHandedOver;
      failed += moreFailed;
      return this;
    }

    Draft answered(Actor by) {
      if (!before.answeredBy().contains(by)) {
        answeredBy = Stream.concat(answeredBy.stream(), Stream.of(by)).toList();
      }
      return this;
    }

    Paging paging() {
      return new Paging(round, paused, exhausted, planned, handedOver, failed, answeredBy);
    }
  }
}
