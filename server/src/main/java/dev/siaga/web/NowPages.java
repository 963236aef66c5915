package dev.siaga.web;

import dev.siaga.alerts.AlertFilter;
import dev.siaga.api.Doors;
import dev.siaga.kernel.Part;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;

/** The home page. */
final class NowPages {
  private static final int INCIDENTS_MAX = 50;
  private static final Duration RECORDED_WITHIN = Duration.ofDays(1);
  private final Gatehouse gatehouse;
  private final Pages pages;
  private final Doors doors;
  private final Duties duties;

  NowPages(Gatehouse gatehouse, Pages pages, Doors doors, Duties duties) {
    this.gatehouse = gatehouse;
    this.pages = pages;
    this.doors = doors;
    this.duties = duties;
  }

  void routes(HttpRouting.Builder routing) {
    routing.get("/", (q, r) -> gatehouse.signedIn(q, r, this::now));
  }

  private Response now(Visit visit) {
    var snapshot = doors.resources().snapshot();
    var page =
        new NowPage(
            visit.frame(),
            doors.incidents().overview(INCIDENTS_MAX),
            doors.alerts().count(AlertFilter.FIRING),
            duties.at(visit.frame().now()),
            doors.onCall().gaps(snapshot, visit.frame().now()),
            doors.alerts().senders().stream().filter(s -> s.silentSince() != null).toList(),
            doors.alerts().recorded(visit.frame().now().minus(RECORDED_WITHIN), Part.FIRST));
    return Response.page(pages.render("now", page));
  }
}
