package dev.siaga.incidents;

import dev.siaga.kernel.Name;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that somebody asks to do to one incident. Texts are as they were typed. */
public sealed interface IncidentCommand {
  /**
   * Begins an incident that no alert has opened.
   *
   * @param whoNoticed in words: a customer, support, a colleague
   * @param startedAt when it began, if that is known to be earlier than now
   */
  record Declare(
      String title,
      String description,
      Affected affected,
      NoticedBy noticedBy,
      String whoNoticed,
      @Nullable Instant startedAt,
      @Nullable PriorityAnswers answers)
      implements IncidentCommand {
    Declare about(Affected all) {
      return new Declare(title, description, all, noticedBy, whoNoticed, startedAt, answers);
    }
  }

  record Acknowledge(Via via) implements IncidentCommand {}

  record Validate(String note) implements IncidentCommand {}

  record DismissAsFalseAlarm(String reason, Name owner) implements IncidentCommand {}

  record OpenTask(String what, @Nullable Name owner) implements IncidentCommand {}

  record CompleteTask(TaskId task, String note) implements IncidentCommand {}

  record SetPriority(PriorityAnswers answers) implements IncidentCommand {}

  record AssignRole(Role role, Name person) implements IncidentCommand {}

  record Note(String text) implements IncidentCommand {}

  /** Files come in through the door's {@code attachFile}, which looks into them first. */
  record AttachEvidence(EvidenceContent content, String title, String source)
      implements IncidentCommand {}

  record ChangePhase(Phase to, String note) implements IncidentCommand {}

  record Resolve(String note) implements IncidentCommand {}

  record Reopen(String reason) implements IncidentCommand {}
}
