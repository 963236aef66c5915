package dev.siaga.paging;

import dev.siaga.incidents.Affected;
import dev.siaga.incidents.AlertEnd;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.AlertLapsed;
import dev.siaga.incidents.IncidentEvent.Declared;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.IncidentEvent.PhaseChanged;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.RoleAssigned;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.Role;
import dev.siaga.incidents.Title;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Folds the events of an incident into what paging needs to know. Total over every event. */
final class FactsRules {
  private FactsRules() {}

  static Facts apply(@Nullable Facts before, IncidentEvent event) {
    if (event instanceof OpenedByAlert opened) {
      return opened(opened);
    }
    if (event instanceof Declared declared) {
      return declared(declared);
    }
    if (before == null) {
      throw new IllegalStateException("an incident begins with its opening, not with " + event);
    }
    return next(before, event);
  }

  private static Facts next(Facts before, IncidentEvent event) {
    return switch (event) {
      case AlertJoined e -> before.fires(e.alert().alert());
      case AlertFiredAgain e -> before.fires(e.alert().alert());
      case AlertHeardAgain e -> before.fires(e.alert().alert());
      // A sender that fell silent has not said that it is over; it was written as an end at first.
      case AlertLapsed _ -> before;
      case AlertEnded e -> e.how() == AlertEnd.LAPSED ? before : before.ends(e.alert(), e.at());
      case Acknowledged e -> before.answered(e.by());
      case Validated e -> before.answered(e.by());
      case DismissedAsFalseAlarm e -> before.answered(e.by()).closed(true);
      case Resolved e -> before.answered(e.by()).closed(true);
      case Reopened e -> before.reopened(e.at());
      case PrioritySet e -> before.prioritized(e.priority(), e.at());
      case PhaseChanged e -> before.mitigated(e.to() == Phase.MONITORING);
      case RoleAssigned e -> e.role() == Role.LEAD ? before.led(e.person()) : before;
      // What is not named here says nothing about who is to be woken.
      default -> before;
    };
  }

  private static Facts opened(OpenedByAlert event) {
    var alert = event.alert();
    var subject = subject(event.number(), event.title(), event.affected(), alert.startedAt());
    return Facts.opened(subject, alert.alert());
  }

  private static Facts declared(Declared event) {
    var subject = subject(event.number(), event.title(), event.affected(), event.startedAt());
    return Facts.declared(subject, event.priority());
  }

  private static Subject subject(long number, Title title, Affected affected, Instant startedAt) {
    return new Subject(
        number,
        title.text(),
        affected.service(),
        affected.team(),
        affected.environment(),
        startedAt);
  }
}
