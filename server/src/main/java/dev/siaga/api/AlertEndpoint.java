package dev.siaga.api;

import static dev.siaga.api.QueryParameter.*;
import static dev.siaga.api.Right.*;

/**
 * Alerts, what the gate says of them, and silences. Handled by {@link AlertRoutes}, senders by
 * {@link SenderRoutes}, who would be woken by {@link OnCallRoutes}.
 */
enum AlertEndpoint implements Endpoint {
  LIST_ALERTS(
      Operation.of(
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
          LIMIT)),
  SHOW_ALERT(
      Operation.of(
          "GET /alerts/{alert}",
          READ,
          Shape.NONE,
          Shape.of(AlertJson.AlertDetail.class),
          "An alert with its firings")),
  EXPIRE_ALERT(
      Operation.of(
          "POST /alerts/{alert}/expire",
          RESPOND,
          Shape.NONE,
          Shape.of(AlertJson.AlertView.class),
          "Says that an alert is over, though its sender did not")),
  LIST_RECORDED(
      Operation.of(
          "GET /recorded-alerts",
          READ,
          Shape.NONE,
          Shape.page(AlertJson.RecordedView.class),
          "Alerts that were only recorded, by group",
          SINCE,
          CURSOR,
          LIMIT)),
  PREVIEW_GATE(
      Operation.of(
          "POST /gate/preview",
          READ,
          Shape.of(AlertJson.Question.class),
          Shape.of(AlertJson.JudgementView.class),
          "What the gate would say of such an alert")),
  PREVIEW_PAGING(
      Operation.of(
          "POST /paging/preview",
          READ,
          Shape.of(AlertJson.Question.class),
          Shape.of(OnCallJson.WouldBeWoken.class),
          "Who would be woken if this fired at that time, and why")),
  LIST_SILENCES(
      Operation.of(
          "GET /silences",
          READ,
          Shape.NONE,
          Shape.page(AlertJson.SilenceView.class),
          "Silences",
          CURSOR,
          LIMIT)),
  ADD_SILENCE(
      Operation.of(
          "POST /silences",
          RESPOND,
          Shape.of(AlertJson.NewSilence.class),
          Shape.made(AlertJson.SilenceView.class),
          "Lets matching alerts wake nobody for a time")),
  END_SILENCE(
      Operation.of(
          "DELETE /silences/{silence}", RESPOND, Shape.NONE, Shape.NONE, "Ends a silence now")),
  LIST_SENDERS(
      Operation.of(
          "GET /senders",
          READ,
          Shape.NONE,
          Shape.page(AlertJson.SenderView.class),
          "When each integration was last heard"));

  private final Operation operation;

  AlertEndpoint(Operation operation) {
    this.operation = operation;
  }

  @Override
  public Operation operation() {
    return operation;
  }
}
