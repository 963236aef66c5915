package dev.siaga.web;

import dev.siaga.accounts.Accounts;
import dev.siaga.accounts.PersonSpec;
import dev.siaga.accounts.Principal;
import dev.siaga.api.Api;
import dev.siaga.api.Doors;
import dev.siaga.api.Multipart;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Refusal;
import dev.siaga.storage.StorageFault;
import dev.siaga.texts.Reader;
import dev.siaga.texts.Texts;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where every request to a page comes in: who asks, whether the form is one of ours, the headers
 * that keep a browser from doing what we did not mean, and a page for what went wrong.
 */
final class Gatehouse {
  static final String FORM_TOKEN_FIELD = "formToken";
  private static final String VISITOR_COOKIE = "siaga_visitor";
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Logger LOG = LoggerFactory.getLogger(Gatehouse.class);
  private final Accounts accounts;
  private final Texts texts;
  private final Api api;
  private final InstantSource clock;
  private final URI baseUrl;
  private final Proxies proxies;
  private final Pages pages;
  private final Stylesheet stylesheet;

  Gatehouse(
      Doors doors,
      Api api,
      InstantSource clock,
      URI baseUrl,
      Proxies proxies,
      Pages pages,
      Stylesheet stylesheet) {
    this.accounts = doors.accounts();
    this.texts = doors.texts();
    this.api = api;
    this.clock = clock;
    this.baseUrl = baseUrl;
    this.proxies = proxies;
    this.pages = pages;
    this.stylesheet = stylesheet;
  }

  /** A page for those who have signed in; the others go there first and come back. */
  void signedIn(ServerRequest request, ServerResponse response, Function<Visit, Response> page) {
    enter(request, response, Gatehouse::typed, withToken(onlySignedIn(page)));
  }

  /** The same for a form that carries a file, which nobody can send who has not signed in. */
  void signedInWithFile(
      ServerRequest request, ServerResponse response, Function<Visit, Response> page) {
    enter(request, response, this::withFile, withToken(onlySignedIn(page)));
  }

  /** A page for anybody. Its forms must be ours all the same. */
  void anybody(ServerRequest request, ServerResponse response, Function<Visit, Response> page) {
    enter(request, response, Gatehouse::typed, withToken(page));
  }

  /**
   * A page whose address is itself the secret, as in the link of a mail: there is no form token,
   * since whoever could forge the request would have to know the address.
   */
  void bySecretAddress(
      ServerRequest request, ServerResponse response, Function<Visit, Response> page) {
    enter(request, response, Gatehouse::typed, fromHere(page));
  }

  /** Who asks, as far as a cookie says it; one who has none is given one. */
  private record Asker(String cookie, boolean isNew, @Nullable Principal principal) {}

  /** How the body of a request becomes a form. */
  @FunctionalInterface
  private interface Reading {
    Response read(ServerRequest request, Asker asker, Function<Form, Response> then)
        throws IOException;
  }

  private void enter(
      ServerRequest request,
      ServerResponse response,
      Reading reading,
      Function<Visit, Response> page) {
    var asker = asker(request);
    var nobody = new Asker(asker.cookie(), asker.isNew(), null);
    Response answer;
    try {
      answer = reading.read(request, asker, form -> page.apply(visit(request, form, asker)));
    } catch (StorageFault away) {
      LOG.error("the database did not answer a page", away);
      answer = problem(visit(request, Form.EMPTY, nobody), 503, "web.problem.away");
    } catch (TooLarge tooLarge) {
      answer = problem(visit(request, Form.EMPTY, nobody), 413, "web.problem.too-large");
    } catch (RuntimeException | IOException fault) {
      var id = UUID.randomUUID().toString();
      LOG.error("request {} failed: {}", id, place(request), fault);
      answer = problem(visit(request, Form.EMPTY, nobody), 500, "web.problem.fault", id);
    }
    if (asker.isNew()) {
      answer = answer.with("Set-Cookie", cookieText(VISITOR_COOKIE, asker.cookie()));
    }
    send(response, answer);
  }

  private Asker asker(ServerRequest request) {
    var session = cookie(request, Api.SESSION_COOKIE);
    var principal = session.flatMap(this::session).orElse(null);
    var known = principal == null ? cookie(request, VISITOR_COOKIE) : session;
    return new Asker(known.orElseGet(accounts::randomCookie), known.isEmpty(), principal);
  }

  private static Response typed(ServerRequest request, Asker asker, Function<Form, Response> then)
      throws IOException {
    return then.apply(isChange(request) ? form(request) : Form.EMPTY);
  }

  private Response withFile(ServerRequest request, Asker asker, Function<Form, Response> then)
      throws IOException {
    if (asker.principal() == null) {
      return then.apply(Form.EMPTY);
    }
    return api.form(
        request,
        read ->
            switch (read) {
              case Answer.Ok<Multipart>(var form) -> then.apply(Form.of(form));
              case Answer.Refused<Multipart>(var why) ->
                  problem(visit(request, Form.EMPTY, asker), why);
            });
  }

  private static Function<Visit, Response> onlySignedIn(Function<Visit, Response> page) {
    return visit ->
        visit.principal() == null
            ? Response.seeOther("/sign-in?next=" + encoded(visit.request().path().path()))
            : page.apply(visit);
  }

  /** What changes something must come from a page of ours, for the one to whom it was shown. */
  private Function<Visit, Response> withToken(Function<Visit, Response> page) {
    return fromHere(visit ->
        !isChange(visit.request())
                || accounts.isFormToken(visit.cookie(), visit.form().get(FORM_TOKEN_FIELD))
            ? page.apply(visit)
            : problem(visit, 403, "web.problem.foreign-form"));
  }

  private Function<Visit, Response> fromHere(Function<Visit, Response> page) {
    return visit ->
        !isChange(visit.request()) || isSameOrigin(visit.request())
            ? page.apply(visit)
            : problem(visit, 403, "web.problem.foreign-form");
  }

  private Response problem(Visit visit, Refusal why) {
    int status = why instanceof Refusal.TooMany ? 503 : 422;
    var page = new ProblemPage(visit.frame(), status, visit.said(why));
    return Response.page(status, pages.render("problem", page));
  }

  Response problem(Visit visit, int status, String key, Object... args) {
    var page = new ProblemPage(visit.frame(), status, visit.frame().t(key, args));
    return Response.page(status, pages.render("problem", page));
  }

  /** A cookie that only this site sends back, and only over the transport it came by. */
  String cookieText(String name, String value) {
    var secure = "https".equals(baseUrl.getScheme()) ? "; Secure" : "";
    return name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax" + secure;
  }

  private Optional<Principal> session(String cookie) {
    try {
      return accounts.session(cookie);
    } catch (StorageFault away) {
      return Optional.empty(); // the page itself will say so
    }
  }

  private Visit visit(ServerRequest request, Form form, Asker asker) {
    var principal = asker.principal();
    var person = Optional.ofNullable(principal).map(Principal::person).flatMap(accounts::person);
    var language =
        person
            .map(PersonSpec::language)
            .orElseGet(() ->
                Texts.choose(request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse(null)));
    ZoneId zone = person.map(PersonSpec::timeZone).orElse(PersonSpec.TIME_ZONE_DEFAULT);
    var frame =
        new Frame(
            texts,
            new Reader(language, zone),
            clock.instant(),
            request.path().path(),
            stylesheet.address(),
            principal,
            accounts.formToken(asker.cookie()));
    return new Visit(request, frame, form, address(request), asker.cookie(), principal);
  }

  /** The form of the address, not the address: that of a link is itself a secret. */
  private static String place(ServerRequest request) {
    return request.prologue().method() + " " + request.matchingPattern().orElse("?");
  }

  private String address(ServerRequest request) {
    var peer = (InetSocketAddress) request.remotePeer().address();
    var headers = request.headers();
    var forwarded =
        headers.contains(HeaderNames.X_FORWARDED_FOR)
            ? headers.get(HeaderNames.X_FORWARDED_FOR).allValues()
            : List.<String>of();
    return proxies.client(peer.getAddress(), forwarded);
  }

  private static boolean isChange(ServerRequest request) {
    var method = request.prologue().method().text();
    return !method.equals("GET") && !method.equals("HEAD");
  }

  /** What the browser says of where the form stood; a program that says nothing is no browser. */
  private boolean isSameOrigin(ServerRequest request) {
    var site = request.headers().first(FETCH_SITE).orElse("same-origin");
    if (!site.equals("same-origin") && !site.equals("none")) {
      return false;
    }
    var origin = request.headers().first(HeaderNames.ORIGIN).orElse("");
    if (origin.isEmpty()) {
      return true;
    }
    try {
      var authority = String.valueOf(URI.create(origin).getRawAuthority());
      var host = request.headers().first(HeaderNames.HOST).orElse("");
      return authority.equalsIgnoreCase(host)
          || authority.equalsIgnoreCase(String.valueOf(baseUrl.getRawAuthority()));
    } catch (IllegalArgumentException noAddress) {
      return false;
    }
  }

  private static Form form(ServerRequest request) throws IOException {
    try (var in = request.content().inputStream()) {
      var body = in.readNBytes(Form.BODY_BYTES_MAX + 1);
      if (body.length > Form.BODY_BYTES_MAX) {
        throw new TooLarge();
      }
      return Form.parse(new String(body, StandardCharsets.UTF_8));
    }
  }

  private static Optional<String> cookie(ServerRequest request, String name) {
    return request.headers().cookies().first(name).asOptional();
  }

  static String encoded(String text) {
    return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void send(ServerResponse response, Response answer) {
    response.status(answer.status());
    response.header(
        HeaderNames.create("Content-Security-Policy"),
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'");
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.header(HeaderNames.create("Referrer-Policy"), "same-origin");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    if (answer.contentType().isEmpty()) {
      response.send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    response.send(answer.body());
  }

  /** A form that is larger than any of ours. */
  private static final class TooLarge extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;
  }
}
