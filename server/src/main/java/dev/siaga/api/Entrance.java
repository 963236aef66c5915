package dev.siaga.api;

import dev.siaga.accounts.Accounts;
import dev.siaga.accounts.Principal;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import dev.siaga.storage.StorageFault;
import dev.siaga.texts.Texts;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request comes in: who asks, may they, did they ask before; and what went wrong. */
final class Entrance {
  private static final Logger log = LoggerFactory.getLogger(Entrance.class);
  private static final String RETRY_AFTER_SECONDS = "5";
  private static final String NUL_IN_QUERY = "%00";
  private static final String BEARER = "Bearer ";
  private static final HeaderName FORM_TOKEN = HeaderNames.create(Api.FORM_TOKEN_HEADER);

  private final Accounts accounts;
  private final Json json;
  private final Idempotency idempotency;
  private final BodySpace space;
  private final Supplier<UUID> ids;

  Entrance(
      Accounts accounts, Json json, Idempotency idempotency, BodySpace space, Supplier<UUID> ids) {
    this.accounts = accounts;
    this.json = json;
    this.idempotency = idempotency;
    this.space = space;
    this.ids = ids;
  }

  void enter(Endpoint endpoint, Handler handler, ServerRequest request, ServerResponse response) {
    send(response, reply(endpoint, handler, request));
  }

  /** Whatever has no endpoint. */
  void nowhere(ServerRequest request, ServerResponse response) {
    var caller = caller(request, null, Bodies.NOTHING);
    var methods = Endpoints.methodsAt(request.prologue().uriPath().path());
    if (methods.isEmpty()) {
      var problem = Problem.of(404, "not-found", Text.of("api.no-such-address"));
      send(response, caller.problem(problem));
      return;
    }
    var allowed = String.join(", ", methods);
    var problem = Problem.of(405, "wrong-method", Text.of("api.wrong-method", allowed));
    send(response, caller.problem(problem).with("Allow", allowed));
  }

  private Reply reply(Endpoint endpoint, Handler handler, ServerRequest request) {
    var nobody = caller(request, null, Bodies.NOTHING);
    try {
      var principal = principal(request);
      var refusal = refusal(endpoint, request, principal.orElse(null));
      if (refusal.isPresent()) {
        return challenge(nobody.problem(refusal.get()));
      }
      return answer(endpoint, handler, request, principal.orElse(null));
    } catch (BodySpace.Full _) {
      var problem = Problem.of(503, "overloaded", Text.of("api.too-many-bodies"));
      return nobody.problem(problem).with("Retry-After", RETRY_AFTER_SECONDS);
    } catch (Refused refused) {
      return nobody.problem(refused.problem());
    } catch (Bodies.TooLarge _) {
      return nobody.problem(Problem.tooLarge(endpoint.bodyBytesMax()));
    } catch (IOException broken) {
      return nobody.problem(Problem.of(new Refusal.Invalid("", Text.of("api.body-unreadable"))));
    } catch (StorageFault away) {
      var id = fault(request, away);
      return nobody.problem(Problem.away(id)).with("Retry-After", RETRY_AFTER_SECONDS);
    } catch (RuntimeException fault) {
      return nobody.problem(Problem.fault(fault(request, fault)));
    }
  }

  private Reply answer(
      Endpoint endpoint, Handler handler, ServerRequest request, @Nullable Principal principal)
      throws IOException, Bodies.TooLarge, BodySpace.Full {
    if (request.query().rawValue().contains(NUL_IN_QUERY)) {
      throw Refused.invalid("", "api.nul"); // PostgreSQL holds no such character
    }
    try (var _ = space.take(request, endpoint.bodyBytesMax(), endpoint.bodyTimes())) {
      var body = Bodies.read(request, endpoint.bodyBytesMax());
      var call = caller(request, principal, body);
      return idempotency.once(endpoint, call, () -> handler.handle(call));
    }
  }

  private Call caller(ServerRequest request, @Nullable Principal principal, byte[] body) {
    return new Call(request, principal, language(request), json, body);
  }

  private static Locale language(ServerRequest request) {
    return Texts.choose(request.headers().first(HeaderNames.ACCEPT_LANGUAGE).orElse(null));
  }

  private String fault(ServerRequest request, RuntimeException fault) {
    var id = ids.get().toString();
    log.error(
        "request {} failed: {} {}",
        id,
        request.prologue().method(),
        request.prologue().uriPath().path(),
        fault);
    return id;
  }

  private Optional<Principal> principal(ServerRequest request) {
    var authorization = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return accounts.token(authorization.substring(BEARER.length()).strip());
    }
    return authorization.isEmpty() ? cookie(request).flatMap(accounts::session) : Optional.empty();
  }

  private static Optional<String> cookie(ServerRequest request) {
    return request.headers().cookies().first(Api.SESSION_COOKIE).asOptional();
  }

  private Optional<Problem> refusal(
      Endpoint endpoint, ServerRequest request, @Nullable Principal principal) {
    if (!endpoint.right().needsPrincipal()) {
      return Optional.empty();
    }
    if (principal == null) {
      return Optional.of(Problem.unauthorized());
    }
    if (!endpoint.right().isGivenTo(principal)) {
      var scope = endpoint.right().name().toLowerCase(Locale.ROOT);
      return Optional.of(Problem.of(403, "forbidden", Text.of("api.scope-needed", scope)));
    }
    return endpoint.changes() && !isMeant(request)
        ? Optional.of(Problem.of(403, "forbidden", Text.of("api.form-token-needed")))
        : Optional.empty();
  }

  /**
   * A browser sends its cookie along with what another site made it ask: only we know the token.
   */
  private boolean isMeant(ServerRequest request) {
    if (request.headers().contains(HeaderNames.AUTHORIZATION)) {
      return true;
    }
    var token = request.headers().first(FORM_TOKEN).orElse("");
    return cookie(request).filter(cookie -> accounts.isFormToken(cookie, token)).isPresent();
  }

  private static Reply challenge(Reply reply) {
    return reply.status() == 401 ? reply.with("WWW-Authenticate", "Bearer") : reply;
  }

  static void send(ServerResponse response, Reply reply) {
    response.status(reply.status());
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header("X-Content-Type-Options", "nosniff");
    reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
    if (reply.contentType().isEmpty()) {
      response.send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
    response.send(reply.body());
  }
}
