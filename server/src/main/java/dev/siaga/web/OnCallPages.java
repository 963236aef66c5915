package dev.siaga.web;

import dev.siaga.api.Doors;
import dev.siaga.catalog.ServiceSpec;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import dev.siaga.paging.Preview;
import io.helidon.webserver.http.HttpRouting;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Who answers now, and who would be woken. */
final class OnCallPages {
  private final Gatehouse gatehouse;
  private final Pages pages;
  private final Doors doors;
  private final Duties duties;

  OnCallPages(Gatehouse gatehouse, Pages pages, Doors doors, Duties duties) {
    this.gatehouse = gatehouse;
    this.pages = pages;
    this.doors = doors;
    this.duties = duties;
  }

  void routes(HttpRouting.Builder routing) {
    routing.get("/on-call", (q, r) -> gatehouse.signedIn(q, r, this::show));
  }

  private Response show(Visit visit) {
    var snapshot = doors.resources().snapshot();
    var service = visit.query("service").orElse("");
    var at = visit.query("at").orElseGet(() -> localNow(visit));
    var instant = parse(at, visit);
    @Nullable Preview preview = null;
    var problem = instant == null ? visit.frame().t("web.on-call.time-wrong") : "";
    if (instant != null && visit.query("service").isPresent()) {
      switch (doors.paging().preview(name(service), instant)) {
        case Answer.Ok<Preview>(var found) -> preview = found;
        case Answer.Refused<Preview>(var why) -> problem = visit.said(why);
      }
    }
    var page =
        new OnCallPage(
            visit.frame(),
            duties.at(visit.frame().now()),
            doors.onCall().gaps(snapshot, visit.frame().now()),
            snapshot.all(ServiceSpec.KIND).keySet().stream().map(Name::value).toList(),
            service,
            at,
            preview,
            problem);
    return Response.page(pages.render("onCall", page));
  }

  private String localNow(Visit visit) {
    return LocalDateTime.ofInstant(visit.frame().now(), visit.frame().reading().zone())
        .truncatedTo(ChronoUnit.MINUTES)
        .toString();
  }

  private static @Nullable Instant parse(String at, Visit visit) {
    try {
      return LocalDateTime.parse(at).atZone(visit.frame().reading().zone()).toInstant();
    } catch (DateTimeException wrong) {
      return null;
    }
  }

  private static @Nullable Name name(String text) {
    return Name.isValid(text) ? new Name(text) : null;
  }
}
