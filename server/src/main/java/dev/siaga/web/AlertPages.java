package dev.siaga.web;

import dev.siaga.accounts.Scope;
import dev.siaga.alerts.Alert;
import dev.siaga.alerts.AlertFilter;
import dev.siaga.alerts.Matcher;
import dev.siaga.alerts.Silence;
import dev.siaga.api.Doors;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Durations;
import dev.siaga.kernel.Part;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Alerts with the gate's reasons, what was only recorded, and silences. */
final class AlertPages {
  private static final int PAGE_SIZE = 50;
  private static final Duration RECORDED_WITHIN = Duration.ofDays(7);
  private static final Pattern MATCHER = Pattern.compile("([^=!~\\s]+)\\s*(=~|!~|!=|=)\\s*(.*)");
  private final Gatehouse gatehouse;
  private final Pages pages;
  private final Doors doors;

  AlertPages(Gatehouse gatehouse, Pages pages, Doors doors) {
    this.gatehouse = gatehouse;
    this.pages = pages;
    this.doors = doors;
  }

  void routes(HttpRouting.Builder routing) {
    routing
        .get("/alerts", (q, r) -> gatehouse.signedIn(q, r, v -> list(v, 200, "")))
        .post("/alerts/silences", (q, r) -> gatehouse.signedIn(q, r, this::silence))
        .post("/alerts/silences/{id}/end", (q, r) -> gatehouse.signedIn(q, r, this::endSilence))
        .post("/alerts/{id}/expire", (q, r) -> gatehouse.signedIn(q, r, this::expire));
  }

  private Response list(Visit visit, int status, String problem) {
    var filter = visit.query("filter").orElse("");
    var message = problem;
    List<Matcher> matchers = List.of();
    try {
      matchers = matchers(filter);
    } catch (IllegalArgumentException wrong) {
      message = visit.frame().t("alerts.matcher-wrong", filter, String.valueOf(wrong.getMessage()));
    }
    boolean all = visit.query("all").isPresent();
    var found =
        doors
            .alerts()
            .list(
                new AlertFilter(all ? null : true, null, null, null, matchers),
                visit.query("cursor").orElse(null),
                PAGE_SIZE);
    var page =
        new AlertsPage(
            visit.frame(),
            found.items(),
            found.next(),
            filter,
            all,
            doors.alerts().recorded(visit.frame().now().minus(RECORDED_WITHIN), Part.FIRST),
            doors.alerts().silences(Part.FIRST),
            message);
    return Response.page(status, pages.render("alerts", page));
  }

  private Response silence(Visit visit) {
    if (!visit.reader().may(Scope.RESPOND)) {
      return gatehouse.problem(visit, 403, "web.problem.not-allowed");
    }
    var form = visit.form();
    try {
      var now = visit.frame().now();
      var length = Durations.parse(form.get("length"));
      var answer =
          doors
              .alerts()
              .silence(
                  matchers(form.get("matchers")),
                  form.get("reason"),
                  visit.reader().actor(),
                  now,
                  now.plus(length));
      return switch (answer) {
        case Answer.Ok<Silence> _ -> Response.seeOther("/alerts");
        case Answer.Refused<Silence>(var why) -> list(visit, 422, visit.said(why));
      };
    } catch (IllegalArgumentException wrong) {
      return list(
          visit,
          422,
          visit
              .frame()
              .t("alerts.matcher-wrong", form.get("matchers"), String.valueOf(wrong.getMessage())));
    }
  }

  private Response endSilence(Visit visit) {
    if (!visit.reader().may(Scope.RESPOND)) {
      return gatehouse.problem(visit, 403, "web.problem.not-allowed");
    }
    return id(visit)
        .map(id ->
            switch (doors.alerts().endSilence(id)) {
              case Answer.Ok<UUID> _ -> Response.seeOther("/alerts");
              case Answer.Refused<UUID>(var why) -> list(visit, 404, visit.said(why));
            })
        .orElseGet(() -> Response.seeOther("/alerts"));
  }

  private Response expire(Visit visit) {
    if (!visit.reader().may(Scope.RESPOND)) {
      return gatehouse.problem(visit, 403, "web.problem.not-allowed");
    }
    return id(visit)
        .map(id ->
            switch (doors.alerts().expire(new AlertId(id))) {
              case Answer.Ok<Alert> _ -> Response.seeOther("/alerts");
              case Answer.Refused<Alert>(var why) -> list(visit, 422, visit.said(why));
            })
        .orElseGet(() -> Response.seeOther("/alerts"));
  }

  private static java.util.Optional<UUID> id(Visit visit) {
    try {
      return java.util.Optional.of(UUID.fromString(visit.segment("id")));
    } catch (IllegalArgumentException noId) {
      return java.util.Optional.empty();
    }
  }

  /** One matcher a line or after a comma, as in {@code service=checkout, instance=~"10\..*"}. */
  static List<Matcher> matchers(String text) {
    var matchers = new ArrayList<Matcher>();
    for (var part : text.split("[,\\n]", -1)) {
      if (!part.isBlank()) {
        var match = MATCHER.matcher(part.strip());
        if (!match.matches()) {
          throw new IllegalArgumentException(
              "label=value, label!=value, label=~regex, label!~regex");
        }
        matchers.add(
            new Matcher(match.group(1), operator(match.group(2)), unquoted(match.group(3))));
      }
    }
    return matchers;
  }

  private static Matcher.Operator operator(String sign) {
    for (var operator : Matcher.Operator.values()) {
      if (operator.sign().equals(sign)) {
        return operator;
      }
    }
    throw new IllegalArgumentException(sign);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
