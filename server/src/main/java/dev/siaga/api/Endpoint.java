package dev.siaga.api;

import static dev.siaga.api.QueryParameter.*;
import static dev.siaga.api.Right.*;

import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Every address, what it needs to be proved, and the bodies that go in and out: the one table. */
enum Endpoint {
  SHOW_DOCUMENT("GET /openapi.yaml", OPEN, Shape.NONE, Shape.YAML, "This document"),
  SHOW_ME("GET /me", SIGNED_IN, Shape.NONE, Shape.of(AccountJson.Me.class), "Who asks"),

  LIST_INCIDENTS(
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
      LIMIT),
  DECLARE_INCIDENT(
      "POST /incidents",
      RESPOND,
      Shape.of(IncidentJson.Declare.class),
      Shape.made(IncidentJson.IncidentDetail.class),
      "Declares an incident that no alert opened"),
  SHOW_INCIDENT(
      "GET /incidents/{incident}",
      READ,
      Shape.NONE,
      Shape.of(IncidentJson.IncidentDetail.class),
      "An incident, by its id or its number"),
  SHOW_TIMELINE(
      "GET /incidents/{incident}/timeline",
      READ,
      Shape.NONE,
      Shape.page(IncidentJson.TimelineItem.class),
      "What happened, in order; the cursor is the version after which to go on",
      CURSOR),
  ACKNOWLEDGE_INCIDENT(
      "POST /incidents/{incident}/acknowledge",
      RESPOND,
      Shape.NONE,
      Shape.of(IncidentJson.IncidentDetail.class),
      "I am on it: nobody else is woken"),
  VALIDATE_INCIDENT(
      "POST /incidents/{incident}/validate",
      RESPOND,
      Shape.of(IncidentJson.Remark.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "It is real"),
  DISMISS_INCIDENT(
      "POST /incidents/{incident}/dismiss",
      RESPOND,
      Shape.of(IncidentJson.Dismiss.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "It is a false alarm, and somebody will repair what raised it"),
  OPEN_TASK(
      "POST /incidents/{incident}/tasks",
      RESPOND,
      Shape.of(IncidentJson.NewTask.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "Opens a task"),
  COMPLETE_TASK(
      "POST /incidents/{incident}/tasks/{task}/complete",
      RESPOND,
      Shape.of(IncidentJson.Remark.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "A task is done"),
  SET_PRIORITY(
      "POST /incidents/{incident}/priority",
      RESPOND,
      Shape.of(IncidentJson.Answers.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "Answers the two questions out of which the priority follows"),
  ASSIGN_ROLE(
      "POST /incidents/{incident}/roles",
      RESPOND,
      Shape.of(IncidentJson.Assignment.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "Gives somebody a role"),
  ADD_NOTE(
      "POST /incidents/{incident}/notes",
      RESPOND,
      Shape.of(IncidentJson.NewNote.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "Notes something on the timeline"),
  ATTACH_EVIDENCE(
      "POST /incidents/{incident}/evidence",
      RESPOND,
      Shape.of(IncidentJson.NewEvidence.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "Attaches a link or an excerpt"),
  ATTACH_FILE(
      "POST /incidents/{incident}/files",
      RESPOND,
      Shape.FILE,
      Shape.of(IncidentJson.IncidentDetail.class),
      "Attaches a file: multipart/form-data with file, title and source, or its bytes",
      FILE_NAME,
      TITLE,
      SOURCE),
  SHOW_FILE(
      "GET /incidents/{incident}/files/{evidence}",
      READ,
      Shape.NONE,
      Shape.FILE,
      "A file that was attached"),
  CHANGE_PHASE(
      "POST /incidents/{incident}/phase",
      RESPOND,
      Shape.of(IncidentJson.PhaseChange.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "Moves an incident to another phase"),
  RESOLVE_INCIDENT(
      "POST /incidents/{incident}/resolve",
      RESPOND,
      Shape.of(IncidentJson.Remark.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "It is over"),
  REOPEN_INCIDENT(
      "POST /incidents/{incident}/reopen",
      RESPOND,
      Shape.of(IncidentJson.Reason.class),
      Shape.of(IncidentJson.IncidentDetail.class),
      "It was not over"),
  LIST_DELIVERIES(
      "GET /incidents/{incident}/deliveries",
      READ,
      Shape.NONE,
      Shape.page(DeliveryJson.DeliveryView.class),
      "Who was told, and how far each message has come"),

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
      "When each integration was last heard"),

  LIST_KINDS(
      "GET /schemas",
      OPEN,
      Shape.NONE,
      Shape.of(ResourceJson.Kinds.class),
      "The kinds of resource with their JSON Schemas"),
  SHOW_SCHEMA("GET /schemas/{kind}", OPEN, Shape.NONE, Shape.ANY, "The JSON Schema of a kind"),
  APPLY(
      "POST /apply",
      CONFIGURE,
      Shape.of(ResourceJson.Apply.class),
      Shape.of(ResourceJson.Applied.class),
      "Creates and changes resources, all or none; what is not named stays"),
  EXPORT(
      "GET /export",
      READ,
      Shape.NONE,
      Shape.of(ResourceJson.Export.class),
      "All resources, without their secrets",
      KIND),
  LIST_RESOURCES(
      "GET /resources",
      READ,
      Shape.NONE,
      Shape.page(ResourceJson.ResourceView.class),
      "Resources by kind and name",
      KIND,
      CURSOR,
      LIMIT),
  SHOW_RESOURCE(
      "GET /resources/{kind}/{name}",
      READ,
      Shape.NONE,
      Shape.of(ResourceJson.ResourceView.class),
      "A resource, without its secrets"),
  PUT_RESOURCE(
      "PUT /resources/{kind}/{name}",
      CONFIGURE,
      Shape.of(ResourceJson.Put.class),
      Shape.of(ResourceJson.ResourceView.class),
      "Creates or changes a resource"),
  REMOVE_RESOURCE(
      "DELETE /resources/{kind}/{name}",
      CONFIGURE,
      Shape.NONE,
      Shape.NONE,
      "Removes a resource that no other needs",
      WHY),
  LIST_VERSIONS(
      "GET /resources/{kind}/{name}/versions",
      READ,
      Shape.NONE,
      Shape.page(ResourceJson.VersionView.class),
      "Who changed a resource when and why"),
  MAKE_KEY(
      "POST /integrations/{name}/keys",
      CONFIGURE,
      Shape.NONE,
      Shape.made(AlertJson.NewKey.class),
      "Makes a key for a sender; it is shown this once"),
  LIST_BODIES(
      "GET /integrations/{name}/bodies",
      READ,
      Shape.NONE,
      Shape.page(AlertJson.BodyView.class),
      "What a sender sent lately"),
  SHOW_BODY("GET /bodies/{sha256}", READ, Shape.NONE, Shape.FILE, "A body as it was sent"),

  SHOW_ON_CALL(
      "GET /on-call",
      READ,
      Shape.NONE,
      Shape.of(OnCallJson.OnCallView.class),
      "Who is on call, in which hours, and what is missing",
      AT),
  SEND_TEST(
      "POST /channels/{name}/test",
      CONFIGURE,
      Shape.of(DeliveryJson.Test.class),
      Shape.of(DeliveryJson.TestAnswer.class),
      "Sends a test and tells what the server said"),
  LIST_TOKENS(
      "GET /tokens", ADMIN, Shape.NONE, Shape.page(AccountJson.TokenView.class), "API tokens"),
  MAKE_TOKEN(
      "POST /tokens",
      ADMIN,
      Shape.of(AccountJson.NewToken.class),
      Shape.made(AccountJson.MadeToken.class),
      "Makes a token; it is shown this once"),
  REVOKE_TOKEN("DELETE /tokens/{token}", ADMIN, Shape.NONE, Shape.NONE, "Revokes a token");

  static final String BASE = "/api/v1";

  /** More than any form has. */
  static final int BODY_BYTES_MAX = 1024 * 1024;

  static final int APPLY_BYTES_MAX = 8 * 1024 * 1024;

  /** A file of 25 MB and what multipart puts around it. */
  static final int FILE_BYTES_MAX = 26 * 1024 * 1024;

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  final String method;
  final String path;
  final Right right;
  final Shape body;
  final Shape answer;
  final String summary;
  final List<QueryParameter> parameters;

  Endpoint(
      String line,
      Right right,
      Shape body,
      Shape answer,
      String summary,
      QueryParameter... parameters) {
    int space = line.indexOf(' ');
    this.method = line.substring(0, space);
    this.path = line.substring(space + 1);
    this.right = right;
    this.body = body;
    this.answer = answer;
    this.summary = summary;
    this.parameters = List.of(parameters);
  }

  /** What can be done at an address; nothing where nothing is. */
  static List<String> methodsAt(String fullPath) {
    return Arrays.stream(values())
        .filter(each -> fullPath.matches(PLACE.matcher(each.fullPath()).replaceAll("[^/]+")))
        .map(each -> each.method)
        .sorted()
        .toList();
  }

  Method httpMethod() {
    return Method.create(method);
  }

  String fullPath() {
    return BASE + path;
  }

  /** The names of the parts that differ. */
  List<String> places() {
    var places = new ArrayList<String>();
    var matcher = PLACE.matcher(path);
    while (matcher.find()) {
      places.add(matcher.group(1));
    }
    return places;
  }

  boolean changes() {
    return !method.equals("GET");
  }

  int bodyBytesMax() {
    return switch (this) {
      case APPLY -> APPLY_BYTES_MAX;
      case ATTACH_FILE -> FILE_BYTES_MAX;
      default -> BODY_BYTES_MAX;
    };
  }
}
