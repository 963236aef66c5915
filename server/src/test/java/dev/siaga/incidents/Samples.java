package dev.siaga.incidents;

import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.IncidentEvent.PhaseChanged;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** People, alerts and histories of the tests. */
interface Samples {
  Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
  Name ALASTAIR = new Name("alastair");
  Name WISEN = new Name("wisen");
  Actor BY_ALASTAIR = new Actor.Person(ALASTAIR);
  Actor BY_WISEN = new Actor.Person(WISEN);
  IncidentId ID = new IncidentId(new UUID(0, 1));
  PriorityAnswers NO_ORDERS = new PriorityAnswers(false, null);
  PriorityAnswers DISTURBED = new PriorityAnswers(true, true);
  PriorityAnswers UNDISTURBED = new PriorityAnswers(true, false);
  Affected SHOP = new Affected(new Name("checkout"), new Name("engineering"), "production");

  /** Knows every person and team, and the one service that is the shop's. */
  Directory ANYBODY =
      new Directory(
          _ -> true,
          _ -> true,
          service -> Optional.ofNullable(service.equals(SHOP.service()) ? SHOP.team() : null));

  FiringAlert ALERT = firing(1, 1);
  OpenedByAlert OPENED =
      new OpenedByAlert(
          NOON, 12, ALERT.title(), "Orders fail", SHOP, "checkout/HighErrorRate", ALERT);

  static FiringAlert firing(long alert, long firing) {
    return new FiringAlert(
        new AlertId(new UUID(1, alert)),
        new FiringId(new UUID(2, firing)),
        new Name("prometheus"),
        new Title("HighErrorRate " + alert),
        NOON.minusSeconds(30),
        "blocks-users",
        Text.of("alerts.reason.blocks-users"));
  }

  static AlertEnded ended(FiringAlert alert) {
    return new AlertEnded(
        NOON, alert.alert(), alert.firing(), alert.title(), AlertEnd.RESOLVED, NOON, null);
  }

  static AlertJoined joined(FiringAlert alert) {
    return new AlertJoined(NOON, alert);
  }

  static AlertFiredAgain again(FiringAlert alert) {
    return new AlertFiredAgain(NOON, alert);
  }

  /** The shortest history that ends in a phase. */
  static List<IncidentEvent> historyTo(Phase phase) {
    return switch (phase) {
      case TRIAGE -> List.of(OPENED);
      case INVESTIGATING -> then(Phase.TRIAGE, new Validated(NOON, BY_ALASTAIR, ""));
      case MITIGATING, MONITORING ->
          then(
              Phase.INVESTIGATING,
              new PhaseChanged(NOON, BY_ALASTAIR, Phase.INVESTIGATING, phase, ""));
      case RESOLVED -> then(Phase.MONITORING, new Resolved(NOON, BY_ALASTAIR, ""));
      case REVIEWED ->
          then(
              Phase.RESOLVED,
              new PhaseChanged(NOON, BY_ALASTAIR, Phase.RESOLVED, Phase.REVIEWED, ""));
      case FALSE_ALARM ->
          then(
              Phase.TRIAGE,
              new DismissedAsFalseAlarm(NOON, BY_ALASTAIR, "a test", new TaskId(1)),
              new IncidentEvent.TaskOpened(
                  NOON, BY_ALASTAIR, new TaskId(1), TaskKind.REPAIR_ALARM, "a test", WISEN));
    };
  }

  static List<IncidentEvent> then(Phase phase, IncidentEvent... more) {
    var history = new ArrayList<>(historyTo(phase));
    history.addAll(List.of(more));
    return history;
  }

  static Incident in(Phase phase) {
    return fold(historyTo(phase));
  }

  static Incident fold(List<IncidentEvent> history) {
    return Objects.requireNonNull(IncidentFold.fold(ID, history));
  }

  static <T> T ok(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> value;
      case Answer.Refused<T>(var refusal) -> throw new AssertionError("refused: " + refusal);
    };
  }

  /** The key of the reason for which something was refused. */
  static String refused(Answer<?> answer) {
    return switch (answer) {
      case Answer.Ok<?>(var value) -> throw new AssertionError("accepted: " + value);
      case Answer.Refused<?>(Refusal refusal) ->
          refusal.reason().key().replace("incidents.refused.", "");
    };
  }
}
