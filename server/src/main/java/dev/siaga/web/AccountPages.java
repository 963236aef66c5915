package dev.siaga.web;

import dev.siaga.accounts.Accounts;
import dev.siaga.accounts.SignedIn;
import dev.siaga.api.Api;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import io.helidon.webserver.http.HttpRouting;

/** Signing in and out, and the first administrator. */
final class AccountPages {
  private final Gatehouse gatehouse;
  private final Pages pages;
  private final Accounts accounts;

  AccountPages(Gatehouse gatehouse, Pages pages, Accounts accounts) {
    this.gatehouse = gatehouse;
    this.pages = pages;
    this.accounts = accounts;
  }

  void routes(HttpRouting.Builder routing) {
    routing
        .get("/sign-in", (q, r) -> gatehouse.anybody(q, r, this::form))
        .post("/sign-in", (q, r) -> gatehouse.anybody(q, r, this::signIn))
        .post("/sign-out", (q, r) -> gatehouse.anybody(q, r, this::signOut))
        .get("/first/{link}", (q, r) -> gatehouse.anybody(q, r, this::firstForm))
        .post("/first/{link}", (q, r) -> gatehouse.anybody(q, r, this::createFirst));
  }

  private Response form(Visit visit) {
    return visit.principal() == null
        ? signInPage(visit, 200, "", "", visit.query("next").orElse("/"))
        : Response.seeOther("/");
  }

  private Response signIn(Visit visit) {
    var form = visit.form();
    var answer = accounts.signIn(form.get("email"), form.raw("password"), visit.address());
    return switch (answer) {
      case Answer.Ok<SignedIn>(var signedIn) ->
          Response.seeOther(ownPath(form.get("next")))
              .with("Set-Cookie", gatehouse.cookieText(Api.SESSION_COOKIE, signedIn.cookie()));
      case Answer.Refused<SignedIn>(var why) ->
          signInPage(visit, 422, form.get("email"), visit.said(why), form.get("next"));
    };
  }

  private Response signOut(Visit visit) {
    accounts.signOut(visit.cookie());
    return Response.seeOther("/sign-in")
        .with("Set-Cookie", gatehouse.cookieText(Api.SESSION_COOKIE, "") + "; Max-Age=0");
  }

  private Response firstForm(Visit visit) {
    var link = visit.segment("link");
    return accounts.isFirstLink(link)
        ? firstPage(visit, 200, link, "")
        : gatehouse.problem(visit, 404, "web.first.link-gone");
  }

  private Response createFirst(Visit visit) {
    var form = visit.form();
    var link = visit.segment("link");
    var created =
        accounts.createFirst(
            link, form.get("displayName"), form.get("email"), form.raw("password"));
    return switch (created) {
      case Answer.Ok<Name> _ -> signIn(visit);
      case Answer.Refused<Name>(var why) -> firstPage(visit, 422, link, visit.said(why));
    };
  }

  private Response signInPage(Visit visit, int status, String email, String problem, String next) {
    var page = new SignInPage(visit.frame(), email, problem, ownPath(next));
    return Response.page(status, pages.render("signIn", page));
  }

  private Response firstPage(Visit visit, int status, String link, String problem) {
    var form = visit.form();
    var page =
        new FirstPage(
            visit.frame(),
            link,
            form.get("displayName"),
            form.get("email"),
            problem,
            Accounts.PASSWORD_LENGTH_MIN);
    return Response.page(status, pages.render("first", page));
  }

  /** Only a path of ours: a sign-in must not end on somebody else's site. */
  private static String ownPath(String next) {
    boolean isOurs = next.startsWith("/") && !next.startsWith("//") && !next.startsWith("/\\");
    return isOurs && next.chars().noneMatch(Character::isISOControl) ? next : "/";
  }
}
