package dev.siaga.web;

import dev.siaga.kernel.Answer;
import dev.siaga.paging.LinkView;
import dev.siaga.paging.Paging;
import io.helidon.webserver.http.HttpRouting;

/**
 * The link in a message. It works without signing in; opening it changes nothing, since mail
 * scanners open every link; only its button does.
 */
final class LinkPages {
  private final Gatehouse gatehouse;
  private final Pages pages;
  private final Paging paging;

  LinkPages(Gatehouse gatehouse, Pages pages, Paging paging) {
    this.gatehouse = gatehouse;
    this.pages = pages;
    this.paging = paging;
  }

  void routes(HttpRouting.Builder routing) {
    routing
        .get("/page/{token}", (q, r) -> gatehouse.bySecretAddress(q, r, this::show))
        .head("/page/{token}", (q, r) -> gatehouse.bySecretAddress(q, r, this::show))
        .post("/page/{token}", (q, r) -> gatehouse.bySecretAddress(q, r, this::press));
  }

  private Response show(Visit visit) {
    return answered(visit, paging.link(visit.segment("token")));
  }

  private Response press(Visit visit) {
    var token = visit.segment("token");
    var reason = visit.form().get("reason");
    var answer =
        switch (visit.form().get("answer")) {
          case "real" -> paging.validateByLink(token);
          case "false-alarm" -> paging.dismissByLink(token, reason);
          default -> paging.acknowledgeByLink(token);
        };
    return switch (answer) {
      case Answer.Ok<LinkView> _ -> Response.seeOther(visit.frame().path());
      case Answer.Refused<LinkView>(var why) ->
          switch (paging.link(token)) {
            case Answer.Ok<LinkView>(var view) -> page(visit, 422, view, visit.said(why));
            case Answer.Refused<LinkView> _ -> gatehouse.problem(visit, 404, "web.link.not-ours");
          };
    };
  }

  private Response answered(Visit visit, Answer<LinkView> answer) {
    return switch (answer) {
      case Answer.Ok<LinkView>(var view) -> page(visit, 200, view, "");
      case Answer.Refused<LinkView> _ -> gatehouse.problem(visit, 404, "web.link.not-ours");
    };
  }

  private Response page(Visit visit, int status, LinkView view, String problem) {
    var page =
        new LinkPage(
            visit.frame(), visit.segment("token"), view, visit.form().get("reason"), problem);
    return Response.page(status, pages.render("link", page));
  }
}
