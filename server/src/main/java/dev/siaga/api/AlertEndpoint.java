package dev.siaga.api;

import static dev.siaga.api.QueryParameter.*;
import static dev.siaga.api.Right.*;

/**
 * Alerts, what the gate says of them, and silences. Handled by {@link AlertRoutes}, senders by
 * {@link SenderRoutes}, who would be woken by {@link OnCallRoutes}.
 */
enum AlertEndpoint implements Endpoint {
  LIST_ALERTS(
      "GET /alerts",
      READ,
      Shape.NONE,
      Shape.page(AlertJson.AlertView.class),
      "Alerts",
      FIRING,
      ANSWER,
      SERVICE,
      INTEGRATION,
      LABEL,
      CURSOR,
      LIMIT),
  SHOW_ALERT(
      "GET /alerts/{alert}",
      READ,
      Shape.NONE,
      Shape.of(AlertJson.AlertDetail.class),
      "An alert with its firings"),
  EXPIRE_ALERT(
      "POST /alerts/{alert}/expire",
      RESPOND,
      Shape.NONE,
      Shape.of(AlertJson.AlertView.class),
      "Says that an alert is over, though its sender did not"),
  LIST_RECORDED(
      "GET /recorded-alerts",
      READ,
      Shape.NONE,
      Shape.page(AlertJson.RecordedView.class),
      "Alerts that were only recorded, by group",
      SINCE),
  PREVIEW_GATE(
      "POST /gate/preview",
      READ,
      Shape.of(AlertJson.Question.class),
      Shape.of(AlertJson.JudgementView.class),
      "What the gate would say of such an alert"),
  PREVIEW_PAGING(
      "POST /paging/preview",
      READ,
      Shape.of(AlertJson.Question.class),
      Shape.of(OnCallJson.WouldBeWoken.class),
      "Who would be woken if this fired at that time, and why"),
  LIST_SILENCES(
      "GET /silences", READ, Shape.NONE, Shape.page(AlertJson.SilenceView.class), "Silences"),
  ADD_SILENCE(
      "POST /silences",
      RESPOND,
      Shape.of(AlertJson.NewSilence.class),
      Shape.made(AlertJson.SilenceView.class),
      "Lets matching alerts wake nobody for a time"),
  END_SILENCE("DELETE /silences/{silence}", RESPOND, Shape.NONE, Shape.NONE, "Ends a silence now"),
  LIST_SENDERS(
      "GET /senders",
      READ,
      Shape.NONE,
      Shape.page(AlertJson.SenderView.class),
      "When each integration was last heard");

  private final Operation operation;

  AlertEndpoint(
      String line,
      Right right,
      Shape body,
      Shape answer,
      String summary,
      QueryParameter... parameters) {
    this.operation = Operation.of(line, right, body, answer, summary, parameters);
  }

  @Override
  public Operation operation() {
    return operation;
  }
}
