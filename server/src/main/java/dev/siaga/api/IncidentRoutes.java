package dev.siaga.api;

import dev.siaga.incidents.Affected;
import dev.siaga.incidents.EvidenceContent;
import dev.siaga.incidents.Incident;
import dev.siaga.incidents.IncidentCommand;
import dev.siaga.incidents.IncidentFilter;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.NoticedBy;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.Priority;
import dev.siaga.incidents.PriorityAnswers;
import dev.siaga.incidents.TaskId;
import dev.siaga.incidents.Via;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Incidents: lists, one, its timeline, and what people do to it. */
final class IncidentRoutes implements Routes {
  private static final int NUMBER_DIGITS_MAX = 18;

  private final Incidents incidents;
  private final Json json;

  IncidentRoutes(Incidents incidents, Json json) {
    this.incidents = incidents;
    this.json = json;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    var handlers = new HashMap<Endpoint, Handler>();
    handlers.put(IncidentEndpoint.LIST_INCIDENTS, this::list);
    handlers.put(IncidentEndpoint.DECLARE_INCIDENT, this::declare);
    handlers.put(IncidentEndpoint.SHOW_INCIDENT, this::show);
    handlers.put(IncidentEndpoint.SHOW_TIMELINE, this::timeline);
    handlers.put(IncidentEndpoint.ACKNOWLEDGE_INCIDENT, doing(this::acknowledge));
    handlers.put(IncidentEndpoint.VALIDATE_INCIDENT, doing(this::validate));
    handlers.put(IncidentEndpoint.DISMISS_INCIDENT, doing(this::dismiss));
    handlers.put(IncidentEndpoint.OPEN_TASK, doing(this::openTask));
    handlers.put(IncidentEndpoint.COMPLETE_TASK, doing(this::completeTask));
    handlers.put(IncidentEndpoint.SET_PRIORITY, doing(this::setPriority));
    handlers.put(IncidentEndpoint.ASSIGN_ROLE, doing(this::assignRole));
    handlers.put(IncidentEndpoint.ADD_NOTE, doing(this::note));
    handlers.put(IncidentEndpoint.ATTACH_EVIDENCE, doing(this::attach));
    handlers.put(IncidentEndpoint.CHANGE_PHASE, doing(this::changePhase));
    handlers.put(IncidentEndpoint.RESOLVE_INCIDENT, doing(this::resolve));
    handlers.put(IncidentEndpoint.REOPEN_INCIDENT, doing(this::reopen));
    return handlers;
  }

  /** The id, or the number that people say. */
  static IncidentId id(Incidents incidents, Call call) {
    var text = call.path("incident");
    var id = Call.uuid(text).map(IncidentId::new);
    if (id.isPresent()) {
      return id.get();
    }
    if (text.length() <= NUMBER_DIGITS_MAX && text.matches("\\d+")) {
      return incidents.byNumber(Long.parseLong(text)).orElseThrow(Refused::notFound);
    }
    throw Refused.notFound();
  }

  static Reply shown(Call call, int status, Incident incident) {
    return call.reply(status, IncidentJson.IncidentDetail.of(incident)).version(incident.version());
  }

  private Reply list(Call call) {
    var filter =
        new IncidentFilter(
            call.queryTruth("open"),
            call.queryOneOf("phase", Phase.class),
            call.queryOneOf("priority", Priority.class),
            call.queryName("service"),
            call.queryName("team"),
            call.query("text"));
    return call.answer(
        incidents.list(filter, call.cursor(), call.limit()),
        page ->
            call.ok(
                new Page<>(
                    page.items().stream().map(IncidentJson.IncidentSummary::of).toList(),
                    page.next())));
  }

  private Reply declare(Call call) {
    var wanted = call.body(IncidentJson.Declare.class);
    var command =
        new IncidentCommand.Declare(
            wanted.title(),
            orEmpty(wanted.description()),
            new Affected(wanted.service(), wanted.team(), orEmpty(wanted.environment())),
            Objects.requireNonNullElse(wanted.noticedBy(), NoticedBy.USER),
            orEmpty(wanted.whoNoticed()),
            wanted.startedAt(),
            answers(wanted.answers()));
    return call.answer(
        incidents.declare(call.actor(), command),
        incident -> shown(call, 201, incident).at(Endpoint.BASE + "/incidents/" + incident.id()));
  }

  private static @Nullable PriorityAnswers answers(IncidentJson.@Nullable Answers given) {
    return given == null ? null : given.answers();
  }

  private Reply show(Call call) {
    var incident = incidents.find(id(incidents, call)).orElseThrow(Refused::notFound);
    return shown(call, 200, incident);
  }

  private Reply timeline(Call call) {
    var id = id(incidents, call);
    int after = call.queryNumber("cursor", 0, Integer.MAX_VALUE);
    var recorded = incidents.timeline(id, after);
    if (recorded.isEmpty() && incidents.find(id).isEmpty()) {
      throw Refused.notFound();
    }
    var items =
        recorded.stream()
            .map(each ->
                IncidentJson.TimelineItem.of(each, json.tree(each.event(), call.language())))
            .toList();
    var next =
        items.size() < Incidents.TIMELINE_COUNT_MAX
            ? null
            : Integer.toString(items.getLast().version());
    return call.ok(new Page<>(items, next));
  }

  /** Every command has the same way: read it, hand it over, show what the incident is now. */
  private Handler doing(Function<Call, IncidentCommand> command) {
    return call -> {
      var id = id(incidents, call);
      var seen = call.expectedVersion();
      var answer = incidents.handle(id, call.actor(), seen, command.apply(call));
      if (isOutdated(id, seen, answer)) {
        return call.problem(Problem.outdated(reason(answer)));
      }
      return call.answer(answer, incident -> shown(call, 200, incident));
    };
  }

  /** A conflict that comes of not having seen what somebody else did meanwhile. */
  private boolean isOutdated(IncidentId id, @Nullable Integer seen, Answer<Incident> answer) {
    return seen != null
        && answer instanceof Answer.Refused<Incident>(Refusal.Conflict _)
        && incidents.find(id).filter(incident -> incident.version() != seen).isPresent();
  }

  private static dev.siaga.kernel.Text reason(Answer<Incident> answer) {
    return switch (answer) {
      case Answer.Refused<Incident>(var refusal) -> refusal.reason();
      case Answer.Ok<Incident> _ -> throw new IllegalArgumentException("it was not refused");
    };
  }

  private IncidentCommand acknowledge(Call call) {
    return new IncidentCommand.Acknowledge(call.principal().person() == null ? Via.API : Via.WEB);
  }

  private IncidentCommand validate(Call call) {
    return new IncidentCommand.Validate(remark(call));
  }

  private IncidentCommand dismiss(Call call) {
    var wanted = call.body(IncidentJson.Dismiss.class);
    return new IncidentCommand.DismissAsFalseAlarm(wanted.reason(), wanted.owner());
  }

  private IncidentCommand openTask(Call call) {
    var wanted = call.body(IncidentJson.NewTask.class);
    return new IncidentCommand.OpenTask(wanted.what(), wanted.owner());
  }

  private IncidentCommand completeTask(Call call) {
    var task = call.path("task");
    if (!task.matches("\\d{1,9}")) {
      throw Refused.notFound();
    }
    return new IncidentCommand.CompleteTask(new TaskId(Integer.parseInt(task)), remark(call));
  }

  private IncidentCommand setPriority(Call call) {
    return new IncidentCommand.SetPriority(call.body(IncidentJson.Answers.class).answers());
  }

  private IncidentCommand assignRole(Call call) {
    var wanted = call.body(IncidentJson.Assignment.class);
    return new IncidentCommand.AssignRole(wanted.role(), wanted.person());
  }

  private IncidentCommand note(Call call) {
    return new IncidentCommand.Note(call.body(IncidentJson.NewNote.class).text());
  }

  private IncidentCommand attach(Call call) {
    var wanted = call.body(IncidentJson.NewEvidence.class);
    var link = wanted.link();
    var text = wanted.text();
    if ((link == null) == (text == null)) {
      throw Refused.invalid("link", "api.link-or-text");
    }
    var content =
        link == null
            ? new EvidenceContent.Excerpt(Objects.requireNonNull(text))
            : new EvidenceContent.Link(link);
    return new IncidentCommand.AttachEvidence(content, wanted.title(), wanted.source());
  }

  private IncidentCommand changePhase(Call call) {
    var wanted = call.body(IncidentJson.PhaseChange.class);
    return new IncidentCommand.ChangePhase(wanted.phase(), orEmpty(wanted.note()));
  }

  private IncidentCommand resolve(Call call) {
    return new IncidentCommand.Resolve(remark(call));
  }

  private IncidentCommand reopen(Call call) {
    return new IncidentCommand.Reopen(call.body(IncidentJson.Reason.class).reason());
  }

  private static String remark(Call call) {
    return call.body(IncidentJson.Remark.class, IncidentJson.Remark.NONE).text();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
