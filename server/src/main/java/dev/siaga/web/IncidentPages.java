package dev.siaga.web;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.Scope;
import dev.siaga.api.Doors;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.incidents.Head;
import dev.siaga.incidents.Incident;
import dev.siaga.incidents.IncidentFilter;
import dev.siaga.incidents.Incidents;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import io.helidon.webserver.http.HttpRouting;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Incidents: the list, declaring one, and the page of one with everything that can be done to it.
 */
final class IncidentPages {
  private static final int PAGE_SIZE = 50;

  /** Of a long timeline; the rest by its links. */
  static final int TIMELINE_SHOWN = 1_000;

  private final Gatehouse gatehouse;
  private final Pages pages;
  private final Doors doors;

  IncidentPages(Gatehouse gatehouse, Pages pages, Doors doors) {
    this.gatehouse = gatehouse;
    this.pages = pages;
    this.doors = doors;
  }

  void routes(HttpRouting.Builder routing) {
    routing
        .get("/incidents", (q, r) -> gatehouse.signedIn(q, r, v -> list(v, 200, "")))
        .post("/incidents", (q, r) -> gatehouse.signedIn(q, r, this::declare))
        .get("/incidents/{id}", (q, r) -> gatehouse.signedIn(q, r, this::show))
        .post(
            "/incidents/{id}/files",
            (q, r) -> gatehouse.signedInWithFile(q, r, v -> respond(v, this::attachFile)))
        .post(
            "/incidents/{id}/{command}",
            (q, r) -> gatehouse.signedIn(q, r, v -> respond(v, this::command)));
  }

  private Response list(Visit visit, int status, String problem) {
    var cursor = visit.query("cursor").orElse(null);
    return switch (doors.incidents().list(IncidentFilter.ALL, cursor, PAGE_SIZE)) {
      case Answer.Ok<Page<Head>>(var found) ->
          Response.page(status, pages.render("incidents", listPage(visit, found, problem)));
      case Answer.Refused<Page<Head>> _ -> Response.seeOther("/incidents"); // a cursor not of ours
    };
  }

  private IncidentsPage listPage(Visit visit, Page<Head> found, String problem) {
    var services = doors.resources().snapshot().all(ServiceSpec.KIND).keySet();
    return new IncidentsPage(
        visit.frame(),
        found.items(),
        found.next(),
        services.stream().map(Name::value).toList(),
        visit.form().first(),
        problem);
  }

  private Response declare(Visit visit) {
    if (!visit.reader().may(Scope.RESPOND)) {
      return gatehouse.problem(visit, 403, "web.problem.not-allowed");
    }
    var answer =
        IncidentForm.declaration(visit.form())
            .then(command -> doors.incidents().declare(visit.reader().actor(), command));
    return switch (answer) {
      case Answer.Ok<Incident>(var incident) -> Response.seeOther("/incidents/" + incident.id());
      case Answer.Refused<Incident>(var why) -> list(visit, 422, visit.said(why));
    };
  }

  private Response show(Visit visit) {
    return find(visit)
        .map(incident -> page(visit, 200, incident, ""))
        .orElseGet(() -> gatehouse.problem(visit, 404, "web.incident.none"));
  }

  /** For what changes an incident: it must be there, and the reader must be allowed to. */
  private Response respond(Visit visit, BiFunction<Visit, Incident, Response> change) {
    var incident = find(visit).orElse(null);
    if (incident == null) {
      return gatehouse.problem(visit, 404, "web.incident.none");
    }
    return visit.reader().may(Scope.RESPOND)
        ? change.apply(visit, incident)
        : gatehouse.problem(visit, 403, "web.problem.not-allowed");
  }

  private Response command(Visit visit, Incident incident) {
    var answer =
        IncidentForm.command(visit.segment("command"), visit.form())
            .then(command ->
                doors
                    .incidents()
                    .handle(
                        incident.id(),
                        visit.reader().actor(),
                        visit.form().number("version"),
                        command));
    return done(visit, answer, incident);
  }

  private Response attachFile(Visit visit, Incident incident) {
    if (!visit.form().isWhole()) {
      var why = visit.frame().t("incidents.refused.file-size", Incidents.FILE_MEGABYTES_MAX);
      return page(visit, 413, incident, why);
    }
    var by = visit.reader().actor();
    return visit
        .form()
        .upload()
        .map(file -> done(visit, doors.incidents().attachFile(incident.id(), by, file), incident))
        .orElseGet(() -> page(visit, 422, incident, visit.frame().t("web.incident.no-file")));
  }

  private Response done(Visit visit, Answer<Incident> answer, Incident before) {
    return switch (answer) {
      case Answer.Ok<Incident> _ -> Response.seeOther("/incidents/" + before.id());
      case Answer.Refused<Incident>(var why) ->
          page(visit, 422, find(visit).orElse(before), visit.said(why));
    };
  }

  private Response page(Visit visit, int status, Incident incident, String problem) {
    var page =
        new IncidentPage(
            visit.frame(),
            incident,
            doors.incidents().timeline(incident.id(), begins(visit, incident)),
            doors.notifier().deliveries(incident.id()),
            people(),
            problem,
            lastSegment(visit.frame().path()),
            visit.form().first());
    return Response.page(status, pages.render("incident", page));
  }

  /** The latest events, unless an earlier part was asked for. */
  private static int begins(Visit visit, Incident incident) {
    int latest = Math.max(0, incident.version() - TIMELINE_SHOWN);
    return visit
        .query("after")
        .filter(after -> after.matches("[0-9]{1,9}"))
        .map(after -> Math.min(Integer.parseInt(after), latest))
        .orElse(latest);
  }

  private List<IncidentPage.Choice> people() {
    return doors.resources().snapshot().all(PersonSpec.KIND).entrySet().stream()
        .map(each -> IncidentPage.Choice.of(each.getKey(), each.getValue()))
        .toList();
  }

  /** For a form that is the command; for the page itself it is none. */
  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** By its id, or by the number that people say. */
  private Optional<Incident> find(Visit visit) {
    var id = visit.segment("id");
    try {
      return id.matches("[0-9]{1,18}")
          ? doors.incidents().byNumber(Long.parseLong(id)).flatMap(doors.incidents()::find)
          : doors.incidents().find(new IncidentId(UUID.fromString(id)));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }
}
