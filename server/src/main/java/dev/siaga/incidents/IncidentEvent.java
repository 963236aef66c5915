package dev.siaga.incidents;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened to one incident. Stored for ever: add kinds, never edit one. */
public sealed interface IncidentEvent {
  Instant at();

  /** Something that somebody did, in contrast to what merely happened. */
  sealed interface Deed extends IncidentEvent {
    Actor by();
  }

  /** The first of its timeline. */
  sealed interface Beginning extends IncidentEvent {}

  record OpenedByAlert(
      Instant at,
      long number,
      Title title,
      String description,
      Affected affected,
      String groupKey,
      FiringAlert alert)
      implements Beginning {}

  /** Declared by a person; the answers and the priority are there when they were given at once. */
  record Declared(
      Instant at,
      Actor by,
      long number,
      Title title,
      String description,
      Affected affected,
      NoticedBy noticedBy,
      String whoNoticed,
      Instant startedAt,
      @Nullable PriorityAnswers answers,
      @Nullable Priority priority)
      implements Deed, Beginning {}

  record AlertJoined(Instant at, FiringAlert alert) implements IncidentEvent {}

  /** Its sender or a person said so; what fell silent was written as an end, too, at first. */
  record AlertEnded(
      Instant at,
      AlertId alert,
      FiringId firing,
      Title title,
      AlertEnd how,
      Instant endedAt,
      @Nullable Text note)
      implements IncidentEvent {}

  /** Its sender fell silent, which is no end: nobody has said that it is over. */
  record AlertLapsed(
      Instant at,
      AlertId alert,
      FiringId firing,
      Title title,
      Instant lapsedAt,
      @Nullable Text note)
      implements IncidentEvent {}

  record AlertFiredAgain(Instant at, FiringAlert alert) implements IncidentEvent {}

  /**
   * It fires, says its sender, which had fallen silent.
   *
   * @param lapsed how many firings of the alert nobody had spoken of since
   */
  record AlertHeardAgain(Instant at, FiringAlert alert, int lapsed) implements IncidentEvent {}

  /** Read where it was written; silence is told by {@link AlertLapsed}, and by an alert, today. */
  record SenderSilent(Instant at, Name integration, Instant since) implements IncidentEvent {}

  record Acknowledged(Instant at, Actor by, Via via) implements Deed {}

  record Validated(Instant at, Actor by, String note) implements Deed {}

  record DismissedAsFalseAlarm(Instant at, Actor by, String reason, TaskId task) implements Deed {}

  record TaskOpened(
      Instant at, Actor by, TaskId task, TaskKind kind, String what, @Nullable Name owner)
      implements Deed {}

  record TaskCompleted(Instant at, Actor by, TaskId task, String note) implements Deed {}

  record PrioritySet(Instant at, Actor by, PriorityAnswers answers, Priority priority)
      implements Deed {}

  record RoleAssigned(Instant at, Actor by, Role role, Name person) implements Deed {}

  record Noted(Instant at, Actor by, String text) implements Deed {}

  record EvidenceAttached(
      Instant at,
      Actor by,
      EvidenceId evidence,
      EvidenceContent content,
      Title title,
      String source)
      implements Deed {}

  record PhaseChanged(Instant at, Actor by, Phase from, Phase to, String note) implements Deed {}

  record Resolved(Instant at, Actor by, String note) implements Deed {}

  record Reopened(Instant at, Actor by, Phase to, String reason) implements Deed {}

  /** It opened outside support hours: those who are always alerted know, nobody is woken. */
  record HeldUntil(Instant at, @Nullable Instant until, List<Name> told) implements IncidentEvent {
    public HeldUntil {
      told = List.copyOf(told);
    }
  }

  record RoundBegan(
      Instant at, int round, RoundCause why, @Nullable Name policy, long policyVersion)
      implements IncidentEvent {}

  /** Who is to be told, by which channel, and why this person. */
  record PagePlanned(
      Instant at, int round, int repeat, int step, @Nullable Name person, Name channel, Text reason)
      implements IncidentEvent {}

  /** Somebody whom a step means could not be found, or has no way to be reached. */
  record PersonNotReached(Instant at, int round, int repeat, int step, Text reason)
      implements IncidentEvent {}

  /**
   * The attempt is absent in what was stored before each retry stopped being told.
   *
   * @param quiet for information only: nobody was woken by it
   */
  record PageHandedOver(
      Instant at,
      String delivery,
      @Nullable Name person,
      Name channel,
      String providerId,
      @Nullable Integer attempt,
      boolean quiet)
      implements IncidentEvent {}

  /** The first failure of a page, or its last; those between them are not told. */
  record PageFailed(
      Instant at,
      String delivery,
      @Nullable Name person,
      Name channel,
      @Nullable Text why,
      boolean gaveUp,
      @Nullable Integer attempt,
      boolean quiet)
      implements IncidentEvent {}

  record PagingPaused(Instant at, int round) implements IncidentEvent {}

  record PagingResumed(Instant at, int round) implements IncidentEvent {}

  /** The whole policy ran and nobody answered: those told are the last resort. */
  record PagingExhausted(Instant at, int round, List<Name> told) implements IncidentEvent {
    public PagingExhausted {
      told = List.copyOf(told);
    }
  }

  record RoundEnded(Instant at, int round, RoundEnd why) implements IncidentEvent {}

  /** All was over before the support hours began: one tap says whether it was real. */
  record TapAsked(Instant at, List<Name> told) implements IncidentEvent {
    public TapAsked {
      told = List.copyOf(told);
    }
  }

  /** The auditor found something of paging missing, and put it right. */
  record PagingRepaired(Instant at, Text what) implements IncidentEvent {}
}
