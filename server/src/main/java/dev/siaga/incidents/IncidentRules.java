package dev.siaga.incidents;

import dev.siaga.incidents.IncidentCommand.Acknowledge;
import dev.siaga.incidents.IncidentCommand.AssignRole;
import dev.siaga.incidents.IncidentCommand.AttachEvidence;
import dev.siaga.incidents.IncidentCommand.ChangePhase;
import dev.siaga.incidents.IncidentCommand.CompleteTask;
import dev.siaga.incidents.IncidentCommand.Declare;
import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Note;
import dev.siaga.incidents.IncidentCommand.OpenTask;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentCommand.SetPriority;
import dev.siaga.incidents.IncidentCommand.Validate;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.Declared;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.EvidenceAttached;
import dev.siaga.incidents.IncidentEvent.Noted;
import dev.siaga.incidents.IncidentEvent.PhaseChanged;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.RoleAssigned;
import dev.siaga.incidents.IncidentEvent.TaskCompleted;
import dev.siaga.incidents.IncidentEvent.TaskOpened;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Which events a command causes. No events means: it is so already, and saying it again is not an
 * error. No clock, no database, no log in here.
 */
final class IncidentRules {
  private IncidentRules() {}

  static Answer<List<IncidentEvent>> declare(
      Actor by, Declare command, LongSupplier number, Instant at) {
    var wrong = Checks.wrong(command);
    if (wrong != null) {
      return Answer.refused(wrong);
    }
    var started = command.startedAt() == null ? at : command.startedAt();
    if (started.isAfter(at)) {
      return Answer.invalid("startedAt", "incidents.refused.starts-later");
    }
    var answers = command.answers();
    return accept(
        new Declared(
            at,
            by,
            number.getAsLong(),
            new Title(command.title()),
            command.description().strip(),
            command.affected(),
            command.noticedBy(),
            command.whoNoticed().strip(),
            started,
            answers,
            answers == null ? null : answers.priority()));
  }

  static Answer<List<IncidentEvent>> decide(
      Incident now, Actor by, IncidentCommand command, Instant at) {
    var wrong = Checks.wrong(command);
    if (wrong != null) {
      return Answer.refused(wrong);
    }
    return switch (command) {
      case Declare _ -> Answer.conflict("incidents.refused.declared-already");
      case Acknowledge(var via) -> acknowledge(now, by, via, at);
      case Validate(var note) -> validate(now, by, note.strip(), at);
      case DismissAsFalseAlarm c -> dismiss(now, by, c, at);
      case OpenTask(var what, var owner) ->
          accept(new TaskOpened(at, by, nextTask(now), TaskKind.OTHER, what.strip(), owner));
      case CompleteTask(var task, var note) -> complete(now, by, task, note.strip(), at);
      case SetPriority(var answers) -> setPriority(now, by, answers, at);
      case AssignRole(var role, var person) -> assign(now, by, role, person, at);
      case Note(var text) -> accept(new Noted(at, by, text.strip()));
      case AttachEvidence c -> attach(now, by, c, at);
      case ChangePhase(var to, var note) -> changePhase(now, by, to, note.strip(), at);
      case Resolve(var note) -> resolve(now, by, note.strip(), at);
      case Reopen(var reason) -> reopen(now, by, reason.strip(), at);
    };
  }

  /** Each person once a round: who comes second is there too, and sees who came first. */
  private static Answer<List<IncidentEvent>> acknowledge(
      Incident now, Actor by, Via via, Instant at) {
    if (now.paging().answeredBy().contains(by)) {
      return accept();
    }
    return now.phase().open() ? accept(new Acknowledged(at, by, via)) : closed(now);
  }

  private static Answer<List<IncidentEvent>> validate(
      Incident now, Actor by, String note, Instant at) {
    return switch (now.phase()) {
      case TRIAGE -> accept(new Validated(at, by, note));
      case INVESTIGATING, MITIGATING, MONITORING -> accept();
      case RESOLVED, REVIEWED, FALSE_ALARM -> closed(now);
    };
  }

  /** Nobody is done with a false alarm before what raised it has been repaired. */
  private static Answer<List<IncidentEvent>> dismiss(
      Incident now, Actor by, DismissAsFalseAlarm command, Instant at) {
    var reason = command.reason().strip();
    var task = nextTask(now);
    return switch (now.phase()) {
      case TRIAGE ->
          accept(
              new DismissedAsFalseAlarm(at, by, reason, task),
              new TaskOpened(at, by, task, TaskKind.REPAIR_ALARM, reason, command.owner()));
      case INVESTIGATING, MITIGATING, MONITORING ->
          Answer.conflict("incidents.refused.validated-already", now.head().number());
      case FALSE_ALARM -> accept();
      case RESOLVED, REVIEWED -> closed(now);
    };
  }

  private static Answer<List<IncidentEvent>> complete(
      Incident now, Actor by, TaskId id, String note, Instant at) {
    for (var task : now.tasks()) {
      if (task.id().equals(id)) {
        return task.done() ? accept() : accept(new TaskCompleted(at, by, id, note));
      }
    }
    return Answer.notFound("incidents.refused.no-task", id, now.head().number());
  }

  private static Answer<List<IncidentEvent>> setPriority(
      Incident now, Actor by, PriorityAnswers answers, Instant at) {
    if (answers.equals(now.answers())) {
      return accept();
    }
    return now.phase().open()
        ? accept(new PrioritySet(at, by, answers, answers.priority()))
        : closed(now);
  }

  private static Answer<List<IncidentEvent>> assign(
      Incident now, Actor by, Role role, Name person, Instant at) {
    if (person.equals(now.roles().get(role))) {
      return accept();
    }
    return now.phase().open() ? accept(new RoleAssigned(at, by, role, person)) : closed(now);
  }

  private static Answer<List<IncidentEvent>> attach(
      Incident now, Actor by, AttachEvidence command, Instant at) {
    var title = new Title(command.title());
    boolean there =
        now.evidence().stream()
            .anyMatch(e -> e.content().equals(command.content()) && e.title().equals(title));
    if (there) {
      return accept();
    }
    var id = new EvidenceId(now.evidence().size() + 1);
    return accept(
        new EvidenceAttached(at, by, id, command.content(), title, command.source().strip()));
  }

  private static Answer<List<IncidentEvent>> changePhase(
      Incident now, Actor by, Phase to, String note, Instant at) {
    if (now.phase() == to) {
      return accept();
    }
    if (moves(now.phase()).contains(to)) {
      return accept(new PhaseChanged(at, by, now.phase(), to, note));
    }
    return switch (now.phase()) {
      case TRIAGE -> Answer.conflict("incidents.refused.triage-first", now.head().number());
      case INVESTIGATING, MITIGATING, MONITORING ->
          Answer.conflict("incidents.refused.move-to-" + Words.key(to), now.head().number());
      case RESOLVED, REVIEWED, FALSE_ALARM -> closed(now);
    };
  }

  /** Whither a plain change of phase leads; the other ways out have commands of their own. */
  static Set<Phase> moves(Phase from) {
    return switch (from) {
      case INVESTIGATING -> EnumSet.of(Phase.MITIGATING, Phase.MONITORING);
      case MITIGATING -> EnumSet.of(Phase.INVESTIGATING, Phase.MONITORING);
      case MONITORING -> EnumSet.of(Phase.INVESTIGATING, Phase.MITIGATING);
      case RESOLVED -> EnumSet.of(Phase.REVIEWED);
      case TRIAGE, REVIEWED, FALSE_ALARM -> EnumSet.noneOf(Phase.class);
    };
  }

  /** Who resolves what was never validated says with it that it was real. */
  private static Answer<List<IncidentEvent>> resolve(
      Incident now, Actor by, String note, Instant at) {
    return switch (now.phase()) {
      case TRIAGE -> accept(new Validated(at, by, ""), new Resolved(at, by, note));
      case INVESTIGATING, MITIGATING, MONITORING -> accept(new Resolved(at, by, note));
      case RESOLVED, REVIEWED -> accept();
      case FALSE_ALARM -> closed(now);
    };
  }

  /** A dismissed one begins again with the question whether it is real. */
  private static Answer<List<IncidentEvent>> reopen(
      Incident now, Actor by, String reason, Instant at) {
    return switch (now.phase()) {
      case RESOLVED, REVIEWED -> accept(new Reopened(at, by, Phase.INVESTIGATING, reason));
      case FALSE_ALARM -> accept(new Reopened(at, by, Phase.TRIAGE, reason));
      case TRIAGE, INVESTIGATING, MITIGATING, MONITORING -> accept();
    };
  }

  /**
   * Does this command decide over something that the event has changed? Then whoever gave it must
   * see the event first. Notes, evidence, tasks and acknowledgements never take anything away.
   */
  static boolean clashes(IncidentCommand command, IncidentEvent event) {
    return switch (command) {
      case Declare _, Acknowledge _, OpenTask _, CompleteTask _, Note _, AttachEvidence _ -> false;
      case SetPriority _ -> event instanceof PrioritySet;
      case AssignRole(var role, _) -> event instanceof RoleAssigned e && e.role() == role;
      case Validate _, DismissAsFalseAlarm _, ChangePhase _, Resolve _, Reopen _ ->
          movesPhase(event);
    };
  }

  private static boolean movesPhase(IncidentEvent event) {
    return event instanceof Validated
        || event instanceof DismissedAsFalseAlarm
        || event instanceof PhaseChanged
        || event instanceof Resolved
        || event instanceof Reopened;
  }

  private static TaskId nextTask(Incident now) {
    return new TaskId(now.tasks().size() + 1);
  }

  private static Answer<List<IncidentEvent>> closed(Incident now) {
    return Answer.conflict(
        "incidents.refused.closed-" + Words.key(now.phase()), now.head().number());
  }

  private static Answer<List<IncidentEvent>> accept(IncidentEvent... events) {
    return Answer.ok(List.of(events));
  }
}
