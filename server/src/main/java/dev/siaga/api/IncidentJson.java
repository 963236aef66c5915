package dev.siaga.api;

import dev.siaga.incidents.AlertEnd;
import dev.siaga.incidents.EvidenceContent;
import dev.siaga.incidents.Head;
import dev.siaga.incidents.Incident;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.Moment;
import dev.siaga.incidents.NoticedBy;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.Priority;
import dev.siaga.incidents.PriorityAnswers;
import dev.siaga.incidents.Recorded;
import dev.siaga.incidents.Role;
import dev.siaga.incidents.TaskKind;
import dev.siaga.incidents.Times;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Incidents in JSON. */
interface IncidentJson {
  /** What lists show. */
  record IncidentSummary(
      UUID id,
      long number,
      int version,
      String title,
      @Nullable Name service,
      @Nullable Name team,
      String environment,
      Phase phase,
      boolean open,
      @Nullable Priority priority,
      NoticedBy noticedBy,
      @Nullable Name lead,
      int firings,
      int firing,
      boolean unanswered,
      @Nullable Instant heldUntil,
      IncidentTimes times,
      Instant updatedAt) {
    static IncidentSummary of(Head head) {
      return new IncidentSummary(
          head.id().value(),
          head.number(),
          head.version(),
          head.title().text(),
          head.affected().service(),
          head.affected().team(),
          head.affected().environment(),
          head.phase(),
          head.open(),
          head.priority(),
          head.noticedBy(),
          head.lead(),
          head.firings(),
          head.firing(),
          head.unanswered(),
          head.heldUntil(),
          IncidentTimes.of(head.times()),
          head.updatedAt());
    }
  }

  /** The times by which an incident is judged, each with the source of our knowledge. */
  record IncidentTimes(
      TimeView started,
      TimeView detected,
      @Nullable TimeView acknowledged,
      @Nullable TimeView validated,
      @Nullable TimeView mitigated,
      @Nullable TimeView resolved) {
    static IncidentTimes of(Times times) {
      return new IncidentTimes(
          TimeView.sure(times.started()),
          TimeView.sure(times.detected()),
          TimeView.of(times.acknowledged()),
          TimeView.of(times.validated()),
          TimeView.of(times.mitigated()),
          TimeView.of(times.resolved()));
    }
  }

  record TimeView(Instant at, Text source) {
    static TimeView sure(Moment moment) {
      return new TimeView(moment.at(), moment.source());
    }

    static @Nullable TimeView of(@Nullable Moment moment) {
      return moment == null ? null : sure(moment);
    }
  }

  /** Everything that an incident is now. */
  record IncidentDetail(
      IncidentSummary summary,
      String description,
      String whoNoticed,
      @Nullable Answers answers,
      List<LinkedAlert> alerts,
      List<TaskView> tasks,
      Map<String, Name> roles,
      List<EvidenceView> evidence,
      List<ResponderView> responders,
      PagingView paging) {
    static IncidentDetail of(Incident incident) {
      return new IncidentDetail(
          IncidentSummary.of(incident.head()),
          incident.description(),
          incident.whoNoticed(),
          Answers.of(incident.answers()),
          incident.alerts().stream().map(LinkedAlert::of).toList(),
          incident.tasks().stream().map(TaskView::of).toList(),
          roles(incident.roles()),
          incident.evidence().stream().map(e -> EvidenceView.of(incident, e)).toList(),
          incident.responders().stream()
              .map(r -> new ResponderView(r.who().text(), r.since()))
              .toList(),
          PagingView.of(incident.paging()));
    }

    private static Map<String, Name> roles(Map<Role, Name> roles) {
      var named = new TreeMap<String, Name>();
      roles.forEach((role, person) -> named.put(role.name().toLowerCase(Locale.ROOT), person));
      return named;
    }
  }

  record LinkedAlert(
      UUID alert,
      Name integration,
      String title,
      String rule,
      Text reason,
      List<LinkedFiring> firings) {
    static LinkedAlert of(Incident.LinkedAlert alert) {
      return new LinkedAlert(
          alert.alert().value(),
          alert.integration(),
          alert.title().text(),
          alert.rule(),
          alert.reason(),
          alert.firings().stream().map(LinkedFiring::of).toList());
    }
  }

  record LinkedFiring(
      UUID firing, Instant startedAt, @Nullable Instant endedAt, @Nullable AlertEnd how) {
    static LinkedFiring of(Incident.Firing firing) {
      return new LinkedFiring(
          firing.firing().value(), firing.startedAt(), firing.endedAt(), firing.how());
    }
  }

  record TaskView(
      int id,
      TaskKind kind,
      String what,
      @Nullable Name owner,
      Instant openedAt,
      @Nullable String completedBy,
      @Nullable Instant completedAt) {
    static TaskView of(Incident.Task task) {
      var by = task.completedBy();
      return new TaskView(
          task.id().value(),
          task.kind(),
          task.what(),
          task.owner(),
          task.openedAt(),
          by == null ? null : by.text(),
          task.completedAt());
    }
  }

  /** A piece of evidence: just one of file, link and text is there. */
  record EvidenceView(
      int id,
      String title,
      String source,
      String by,
      Instant at,
      @Nullable FileView file,
      @Nullable URI link,
      @Nullable String text) {
    static EvidenceView of(Incident incident, Incident.Evidence evidence) {
      var content = evidence.content();
      return new EvidenceView(
          evidence.id().value(),
          evidence.title().text(),
          evidence.source(),
          evidence.by().text(),
          evidence.at(),
          content instanceof EvidenceContent.File file
              ? FileView.of(incident, evidence, file)
              : null,
          content instanceof EvidenceContent.Link(var address) ? address : null,
          content instanceof EvidenceContent.Excerpt(var text) ? text : null);
    }
  }

  record FileView(String fileName, String contentType, long sizeBytes, String address) {
    static FileView of(Incident incident, Incident.Evidence evidence, EvidenceContent.File file) {
      return new FileView(
          file.fileName(),
          file.contentType(),
          file.sizeBytes(),
          Endpoint.BASE + "/incidents/" + incident.id() + "/files/" + evidence.id());
    }
  }

  record ResponderView(String who, Instant since) {}

  record PagingView(
      int round,
      boolean paused,
      boolean exhausted,
      int planned,
      int handedOver,
      int failed,
      List<String> answeredBy) {
    static PagingView of(Incident.Paging paging) {
      return new PagingView(
          paging.round(),
          paging.paused(),
          paging.exhausted(),
          paging.planned(),
          paging.handedOver(),
          paging.failed(),
          paging.answeredBy().stream().map(each -> each.text()).toList());
    }
  }

  /** A line of the timeline: in words, and as what it consists of. */
  record TimelineItem(
      int version, Instant at, String kind, Text text, @Nullable Text detail, JsonNode data) {
    static TimelineItem of(Recorded recorded, JsonNode data) {
      var event = recorded.event();
      return new TimelineItem(
          recorded.version(),
          event.at(),
          kind(event.getClass().getSimpleName()),
          Incidents.sentence(event),
          Incidents.detail(event).orElse(null),
          data);
    }

    /** {@code AlertFiredAgain} is alert_fired_again. */
    static String kind(String type) {
      return type.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
  }

  record Declare(
      String title,
      @Nullable String description,
      @Nullable Name service,
      @Nullable Name team,
      @Nullable String environment,
      @Nullable NoticedBy noticedBy,
      @Nullable String whoNoticed,
      @Nullable Instant startedAt,
      @Nullable Answers answers) {}

  /** Can users do the main transaction? If so: is something that they use disturbed? */
  record Answers(Boolean mainTransactionPossible, @Nullable Boolean somethingDisturbed) {
    static @Nullable Answers of(@Nullable PriorityAnswers answers) {
      return answers == null
          ? null
          : new Answers(answers.mainTransactionPossible(), answers.somethingDisturbed());
    }

    PriorityAnswers answers() {
      return new PriorityAnswers(mainTransactionPossible, somethingDisturbed);
    }
  }

  record Remark(@Nullable String note) {
    static final Remark NONE = new Remark(null);

    String text() {
      return note == null ? "" : note;
    }
  }

  record Dismiss(String reason, Name owner) {}

  record NewTask(String what, @Nullable Name owner) {}

  record Assignment(Role role, Name person) {}

  record NewNote(String text) {}

  /** Just one of link and text. */
  record NewEvidence(String title, String source, @Nullable URI link, @Nullable String text) {}

  record PhaseChange(Phase phase, @Nullable String note) {}

  record Reason(String reason) {}
}
