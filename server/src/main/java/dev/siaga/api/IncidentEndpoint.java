package dev.siaga.api;

import static dev.siaga.api.QueryParameter.*;
import static dev.siaga.api.Right.*;

/**
 * Incidents and everything that is done to them. Handled by {@link IncidentRoutes}, what has to do
 * with files by {@link EvidenceRoutes}, deliveries by {@link DeliveryRoutes}.
 */
enum IncidentEndpoint implements Endpoint {
  LIST_INCIDENTS(
      Operation.of(
          "GET /incidents",
          READ,
          Shape.NONE,
          Shape.page(IncidentJson.IncidentSummary.class),
          "Incidents, the newest first",
          OPEN_ONLY,
          PHASE,
          PRIORITY,
          SERVICE,
          TEAM,
          TEXT,
          CURSOR,
          LIMIT)),
  DECLARE_INCIDENT(
      Operation.of(
          "POST /incidents",
          RESPOND,
          Shape.of(IncidentJson.Declare.class),
          Shape.made(IncidentJson.IncidentDetail.class),
          "Declares an incident that no alert opened")),
  SHOW_INCIDENT(
      Operation.of(
          "GET /incidents/{incident}",
          READ,
          Shape.NONE,
          Shape.of(IncidentJson.IncidentDetail.class),
          "An incident, by its id or its number")),
  SHOW_TIMELINE(
      Operation.of(
          "GET /incidents/{incident}/timeline",
          READ,
          Shape.NONE,
          Shape.page(IncidentJson.TimelineItem.class),
          "What happened, in order; the cursor is the version after which to go on",
          CURSOR)),
  ACKNOWLEDGE_INCIDENT(
      "POST /incidents/{incident}/acknowledge", Shape.NONE, "I am on it: nobody else is woken"),
  VALIDATE_INCIDENT(
      "POST /incidents/{incident}/validate", Shape.of(IncidentJson.Remark.class), "It is real"),
  DISMISS_INCIDENT(
      "POST /incidents/{incident}/dismiss",
      Shape.of(IncidentJson.Dismiss.class),
      "It is a false alarm, and somebody will repair what raised it"),
  OPEN_TASK(
      "POST /incidents/{incident}/tasks", Shape.of(IncidentJson.NewTask.class), "Opens a task"),
  COMPLETE_TASK(
      "POST /incidents/{incident}/tasks/{task}/complete",
      Shape.of(IncidentJson.Remark.class),
      "A task is done"),
  SET_PRIORITY(
      "POST /incidents/{incident}/priority",
      Shape.of(IncidentJson.Answers.class),
      "Answers the two questions out of which the priority follows"),
  ASSIGN_ROLE(
      "POST /incidents/{incident}/roles",
      Shape.of(IncidentJson.Assignment.class),
      "Gives somebody a role"),
  ADD_NOTE(
      "POST /incidents/{incident}/notes",
      Shape.of(IncidentJson.NewNote.class),
      "Notes something on the timeline"),
  ATTACH_EVIDENCE(
      "POST /incidents/{incident}/evidence",
      Shape.of(IncidentJson.NewEvidence.class),
      "Attaches a link or an excerpt"),
  ATTACH_FILE(
      Operation.of(
          "POST /incidents/{incident}/files",
          RESPOND,
          Shape.FILE,
          Shape.of(IncidentJson.IncidentDetail.class),
          "Attaches a file: multipart/form-data with file, title and source, or its bytes",
          FILE_NAME,
          TITLE,
          SOURCE)),
  SHOW_FILE(
      Operation.of(
          "GET /incidents/{incident}/files/{evidence}",
          READ,
          Shape.NONE,
          Shape.FILE,
          "A file that was attached")),
  CHANGE_PHASE(
      "POST /incidents/{incident}/phase",
      Shape.of(IncidentJson.PhaseChange.class),
      "Moves an incident to another phase"),
  RESOLVE_INCIDENT(
      "POST /incidents/{incident}/resolve", Shape.of(IncidentJson.Remark.class), "It is over"),
  REOPEN_INCIDENT(
      "POST /incidents/{incident}/reopen", Shape.of(IncidentJson.Reason.class), "It was not over"),
  LIST_DELIVERIES(
      Operation.of(
          "GET /incidents/{incident}/deliveries",
          READ,
          Shape.NONE,
          Shape.page(DeliveryJson.DeliveryView.class),
          "Who was told, and how far each message has come"));

  private final Operation operation;

  IncidentEndpoint(Operation operation) {
    this.operation = operation;
  }

  /** For what is done to an incident, which is answered with what the incident is then. */
  IncidentEndpoint(String line, Shape body, String summary) {
    this(Operation.of(line, RESPOND, body, Shape.of(IncidentJson.IncidentDetail.class), summary));
  }

  @Override
  public Operation operation() {
    return operation;
  }
}
