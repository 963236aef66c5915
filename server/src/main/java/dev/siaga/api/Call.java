package dev.siaga.api;

import dev.siaga.accounts.Principal;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request whose asker is known and whose body is read, and the ways to answer it. */
final class Call {
  private static final Pattern ETAG = Pattern.compile("\"v(\\d{1,9})\"");
  private static final int ANY_VERSION = -1;

  private final ServerRequest request;
  private final @Nullable Principal principal;
  private final Locale language;
  private final Json json;
  private final byte[] body;

  Call(
      ServerRequest request,
      @Nullable Principal principal,
      Locale language,
      Json json,
      byte[] body) {
    this.request = request;
    this.principal = principal;
    this.language = language;
    this.json = json;
    this.body = body;
  }

  /** Only where the right of the endpoint needs one. */
  Principal principal() {
    if (principal == null) {
      throw new IllegalStateException("nobody has to sign in here");
    }
    return principal;
  }

  Actor actor() {
    return principal().actor();
  }

  Locale language() {
    return language;
  }

  byte[] bytes() {
    return body;
  }

  <T> T body(Class<T> type) {
    return json.read(body, type);
  }

  /** A body that may be left out. */
  <T> T body(Class<T> type, T otherwise) {
    return body.length == 0 ? otherwise : body(type);
  }

  /** Path and query, as they were asked. */
  String address() {
    return request.prologue().uriPath().rawPath() + "?" + request.query().rawValue();
  }

  String header(HeaderName name) {
    return request.headers().first(name).orElse("");
  }

  /** The session by which somebody asks; empty when a token was sent. */
  Optional<String> sessionCookie() {
    return header(HeaderNames.AUTHORIZATION).isEmpty()
        ? request.headers().cookies().first(Api.SESSION_COOKIE).asOptional()
        : Optional.empty();
  }

  String path(String name) {
    return request.path().pathParameters().get(name);
  }

  Name name(String parameter) {
    var text = path(parameter);
    if (!Name.isValid(text)) {
      throw Refused.notFound();
    }
    return new Name(text);
  }

  UUID id(String parameter) {
    return uuid(path(parameter)).orElseThrow(Refused::notFound);
  }

  static Optional<UUID> uuid(String text) {
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  @Nullable String query(String name) {
    return request.query().first(name).orElse(null);
  }

  List<String> queries(String name) {
    return request.query().contains(name) ? request.query().all(name) : List.of();
  }

  @Nullable Boolean queryTruth(String name) {
    var text = query(name);
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw Refused.invalid(name, "api.wrong-value", name);
    };
  }

  @Nullable Name queryName(String name) {
    var text = query(name);
    if (text == null) {
      return null;
    }
    if (!Name.isValid(text)) {
      throw Refused.invalid(name, "api.wrong-value", name);
    }
    return new Name(text);
  }

  @Nullable Instant queryInstant(String name) {
    var text = query(name);
    return text == null
        ? null
        : Json.instant(text).orElseThrow(() -> Refused.invalid(name, "api.wrong-value", name));
  }

  <E extends Enum<E>> @Nullable E queryOneOf(String name, Class<E> type) {
    var text = query(name);
    if (text == null) {
      return null;
    }
    for (var each : type.getEnumConstants()) {
      if (each.name().equalsIgnoreCase(text)) {
        return each;
      }
    }
    throw Refused.invalid(name, "api.wrong-value", name);
  }

  int queryNumber(String name, int otherwise, int max) {
    var text = query(name);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) > max) {
      throw Refused.invalid(name, "api.wrong-number", name, max);
    }
    return Integer.parseInt(text);
  }

  int limit() {
    return Math.max(1, queryNumber("limit", Page.SIZE_DEFAULT, Page.SIZE_MAX));
  }

  /** Of a short list: its cursors are how many came before. */
  Part part() {
    return new Part(queryNumber("cursor", 0, Integer.MAX_VALUE), limit());
  }

  @Nullable String cursor() {
    return query("cursor");
  }

  /**
   * The version that the asker has seen; absent without {@code If-Match} and for {@code *}. {@code
   * If-None-Match: *} says version 0: it must not be there.
   */
  @Nullable Integer expectedVersion() {
    int expected = expected();
    return expected == ANY_VERSION ? null : expected;
  }

  /** The same where guessing would lose what somebody else did. */
  @Nullable Integer requiredVersion() {
    if (header(HeaderNames.IF_MATCH).isEmpty() && header(HeaderNames.IF_NONE_MATCH).isEmpty()) {
      throw new Refused(Problem.of(428, "version-needed", Text.of("api.version-needed")));
    }
    return expectedVersion();
  }

  private int expected() {
    if (header(HeaderNames.IF_NONE_MATCH).strip().equals("*")) {
      return 0;
    }
    var given = header(HeaderNames.IF_MATCH).strip();
    if (given.isEmpty() || given.equals("*")) {
      return ANY_VERSION;
    }
    var match = ETAG.matcher(given);
    if (!match.matches()) {
      throw Refused.invalid("If-Match", "api.wrong-etag");
    }
    return Integer.parseInt(match.group(1));
  }

  Reply reply(int status, Object view) {
    return Reply.of(status, Reply.JSON, json.write(view, language));
  }

  Reply ok(Object view) {
    return reply(200, view);
  }

  Reply problem(Problem problem) {
    return Reply.of(problem.status(), Reply.PROBLEM, json.write(problem, language));
  }

  Reply refusal(Refusal refusal) {
    var reply = problem(Problem.of(refusal));
    return refusal instanceof Refusal.TooMany(var _, var wait)
        ? reply.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds())))
        : reply;
  }

  <T> Reply answer(Answer<T> answer, Function<T, Reply> reply) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> reply.apply(value);
      case Answer.Refused<T>(var refusal) -> refusal(refusal);
    };
  }
}
