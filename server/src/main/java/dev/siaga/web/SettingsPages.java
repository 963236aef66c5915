package dev.siaga.web;

import dev.siaga.accounts.ApiToken;
import dev.siaga.accounts.NewApiToken;
import dev.siaga.accounts.Scope;
import dev.siaga.alerts.IntegrationSpec;
import dev.siaga.api.Doors;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.notify.ChannelSpec;
import dev.siaga.notify.TestResult;
import dev.siaga.resources.Document;
import dev.siaga.resources.Outcome;
import io.helidon.webserver.http.HttpRouting;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Configuration in the browser, for those who may change it. */
final class SettingsPages {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Page<ApiToken> NO_TOKENS = new Page<>(List.of(), null);
  private final Gatehouse gatehouse;
  private final Pages pages;
  private final Doors doors;

  SettingsPages(Gatehouse gatehouse, Pages pages, Doors doors) {
    this.gatehouse = gatehouse;
    this.pages = pages;
    this.doors = doors;
  }

  void routes(HttpRouting.Builder routing) {
    routing
        .get("/settings", (q, r) -> gatehouse.signedIn(q, r, v -> show(v, 200, "", "", "")))
        .post("/settings/keys", (q, r) -> gatehouse.signedIn(q, r, this::makeKey))
        .post("/settings/keys/{id}/revoke", (q, r) -> gatehouse.signedIn(q, r, this::revokeKey))
        .post("/settings/tokens", (q, r) -> gatehouse.signedIn(q, r, this::makeToken))
        .post("/settings/tokens/{id}/revoke", (q, r) -> gatehouse.signedIn(q, r, this::revoke))
        .post("/settings/test", (q, r) -> gatehouse.signedIn(q, r, this::test))
        .get("/settings/{kind}/{name}", (q, r) -> gatehouse.signedIn(q, r, this::resource))
        .post("/settings/{kind}/{name}", (q, r) -> gatehouse.signedIn(q, r, this::save));
  }

  private Response show(Visit visit, int status, String shownOnce, String message, String problem) {
    var snapshot = doors.resources().snapshot();
    boolean mayAdminister = visit.reader().may(Scope.ADMIN);
    var page =
        new SettingsPage(
            visit.frame(),
            doors.resources().list(null),
            names(snapshot.all(IntegrationSpec.KIND).keySet().stream()),
            visit.reader().may(Scope.CONFIGURE) ? doors.alerts().keys() : List.of(),
            names(snapshot.all(ChannelSpec.KIND).keySet().stream()),
            mayAdminister ? doors.accounts().tokens(Part.FIRST) : NO_TOKENS,
            mayAdminister ? Stream.of(Scope.values()).map(SettingsPages::word).toList() : List.of(),
            shownOnce,
            message,
            problem);
    return Response.page(status, pages.render("settings", page));
  }

  private Response makeKey(Visit visit) {
    if (!visit.reader().may(Scope.CONFIGURE)) {
      return notAllowed(visit);
    }
    var integration = visit.form().get("integration");
    if (!Name.isValid(integration)) {
      return show(visit, 422, "", "", visit.frame().t("alerts.no-such-integration", integration));
    }
    return switch (doors.alerts().makeKey(new Name(integration), visit.reader().actor())) {
      case Answer.Ok<String>(var key) ->
          show(
              visit,
              200,
              "/in/" + key + "/api/v2/alerts",
              visit.frame().t("web.settings.key-made"),
              "");
      case Answer.Refused<String>(var why) -> show(visit, 422, "", "", visit.said(why));
    };
  }

  private Response makeToken(Visit visit) {
    if (!visit.reader().may(Scope.ADMIN)) {
      return notAllowed(visit);
    }
    var scopes = EnumSet.noneOf(Scope.class);
    for (var scope : Scope.values()) {
      if (visit.form().all("scope").contains(word(scope))) {
        scopes.add(scope);
      }
    }
    var label = visit.form().get("label");
    return switch (doors.accounts().createToken(visit.reader(), label, scopes)) {
      case Answer.Ok<NewApiToken>(var made) ->
          show(visit, 200, made.secret(), visit.frame().t("web.settings.token-made"), "");
      case Answer.Refused<NewApiToken>(var why) -> show(visit, 422, "", "", visit.said(why));
    };
  }

  private Response revokeKey(Visit visit) {
    if (!visit.reader().may(Scope.CONFIGURE)) {
      return notAllowed(visit);
    }
    var integration = visit.form().get("integration");
    if (!Name.isValid(integration)) {
      return Response.seeOther("/settings");
    }
    return switch (doors.alerts().revokeKey(new Name(integration), visit.segment("id"))) {
      case Answer.Ok<Name> _ -> Response.seeOther("/settings");
      case Answer.Refused<Name>(var why) -> show(visit, 404, "", "", visit.said(why));
    };
  }

  private Response revoke(Visit visit) {
    if (!visit.reader().may(Scope.ADMIN)) {
      return notAllowed(visit);
    }
    try {
      return switch (doors.accounts().revokeToken(UUID.fromString(visit.segment("id")))) {
        case Answer.Ok<UUID> _ -> Response.seeOther("/settings");
        case Answer.Refused<UUID>(var why) -> show(visit, 404, "", "", visit.said(why));
      };
    } catch (IllegalArgumentException noId) {
      return Response.seeOther("/settings");
    }
  }

  private Response test(Visit visit) {
    if (!visit.reader().may(Scope.CONFIGURE)) {
      return notAllowed(visit);
    }
    var form = visit.form();
    if (!Name.isValid(form.get("channel"))) {
      return Response.seeOther("/settings");
    }
    var channel = new Name(form.get("channel"));
    var sent =
        doors.notifier().sendTest(channel, form.get("address"), visit.frame().reading().language());
    return switch (sent) {
      case Answer.Ok<TestResult>(var result) ->
          result.accepted()
              ? show(visit, 200, "", visit.frame().say(result.answer()), "")
              : show(visit, 422, "", "", visit.frame().say(result.answer()));
      case Answer.Refused<TestResult>(var why) -> show(visit, 422, "", "", visit.said(why));
    };
  }

  private Response resource(Visit visit) {
    return resourcePage(visit, 200, null, List.of());
  }

  private Response save(Visit visit) {
    if (!visit.reader().may(Scope.CONFIGURE)) {
      return notAllowed(visit);
    }
    var typed = visit.form().raw("spec");
    try {
      var document =
          Document.of(visit.segment("kind"), visit.segment("name"), JSON.readTree(typed));
      var why = visit.form().get("why");
      var outcome =
          doors
              .resources()
              .put(document, visit.reader().actor(), why, visit.form().number("version"));
      return switch (outcome) {
        case Outcome.Applied _ -> Response.seeOther(visit.frame().path());
        case Outcome.Mistaken(var mistakes) ->
            resourcePage(
                visit,
                422,
                typed,
                mistakes.stream().map(m -> m.field() + ": " + visit.frame().say(m.why())).toList());
        case Outcome.Refused(var refusal) ->
            resourcePage(visit, 422, typed, List.of(visit.said(refusal)));
      };
    } catch (JacksonException notJson) {
      var why = visit.frame().t("web.settings.not-json", notJson.getOriginalMessage());
      return resourcePage(visit, 422, typed, List.of(why));
    }
  }

  private Response resourcePage(
      Visit visit,
      int status,
      @org.jspecify.annotations.Nullable String typed,
      List<String> problems) {
    var kind = visit.segment("kind");
    var name = visit.segment("name");
    if (!Name.isValid(name) || !doors.resources().kinds().contains(kind)) {
      return gatehouse.problem(visit, 404, "web.settings.no-such-resource");
    }
    var found = doors.resources().get(kind, new Name(name));
    var spec = found.map(r -> JSON.writeValueAsString(r.spec())).orElse("{\n}");
    var versions = doors.resources().versions(kind, new Name(name), Part.FIRST);
    var page =
        new ResourcePage(
            visit.frame(),
            kind,
            name,
            typed == null ? spec : typed,
            found.map(r -> r.revision().number()).orElse(0),
            found.map(dev.siaga.resources.Resource::secrets).orElse(List.of()),
            versions,
            problems);
    return Response.page(status, pages.render("resource", page));
  }

  private Response notAllowed(Visit visit) {
    return gatehouse.problem(visit, 403, "web.problem.not-allowed");
  }

  private static List<String> names(Stream<Name> names) {
    return names.map(Name::value).toList();
  }

  private static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }
}
