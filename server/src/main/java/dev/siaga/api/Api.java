package dev.siaga.api;

import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Database;
import io.helidon.http.HeaderNames;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Everything that programs can do with Siaga over HTTP. */
public final class Api {
  /** The cookie of a session, which the pages set. */
  public static final String SESSION_COOKIE = "siaga_session";

  /** The header that says the form token of the session's cookie when something is changed. */
  public static final String FORM_TOKEN_HEADER = "X-CSRF-Token";

  private final Map<Endpoint, Handler> handlers = new HashMap<>();
  private final Entrance entrance;
  private final IntakeRoutes intake;
  private final BodySpace space = new BodySpace();

  public Api(Database database, InstantSource clock, Doors doors) {
    var json = new Json(doors.texts());
    var idempotency = new Idempotency(database, clock);
    this.entrance = new Entrance(doors.accounts(), json, idempotency, space, database::newId);
    this.intake = new IntakeRoutes(doors.intake(), space, json);
    List<Routes> all =
        List.of(
            new AccountRoutes(doors.accounts()),
            new IncidentRoutes(doors.incidents(), json),
            new EvidenceRoutes(doors.incidents()),
            new DeliveryRoutes(doors.incidents(), doors.notifier()),
            new AlertRoutes(doors.alerts(), clock),
            new SenderRoutes(doors.alerts(), doors.intake()),
            new ResourceRoutes(doors.resources()),
            new OnCallRoutes(doors, clock));
    all.forEach(routes -> handlers.putAll(routes.handlers()));
    if (!handlers.keySet().equals(Set.copyOf(Endpoints.ALL))) {
      throw new IllegalStateException("not each endpoint has its handler: " + handlers.keySet());
    }
  }

  /** What the server must let through so that packed bodies come in. */
  public static ContentEncodingContext encodings() {
    return ContentEncodingContext.builder()
        .contentEncodingsDiscoverServices(false)
        .addContentEncoding(new PackedBodies())
        .build();
  }

  /**
   * Reads a form with a file for a page, and hands it on while the memory is held that all bodies
   * share. A form that is larger than is allowed is handed on as far as it goes.
   */
  public <T> T form(ServerRequest request, Function<Answer<Multipart>, T> then) throws IOException {
    try (var _ = space.take(request, Endpoint.FILE_BYTES_MAX, Endpoint.FILE_TIMES)) {
      return then.apply(multipart(request));
    } catch (BodySpace.Full _) {
      var why = Text.of("api.too-many-bodies");
      return then.apply(Answer.refused(new Refusal.TooMany(why, BodySpace.WAIT_MAX)));
    }
  }

  private static Answer<Multipart> multipart(ServerRequest request) throws IOException {
    var body = Bodies.beginning(request, Endpoint.FILE_BYTES_MAX);
    var contentType = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    try {
      return Answer.ok(Multipart.read(contentType, body, body.length <= Endpoint.FILE_BYTES_MAX));
    } catch (Refused _) {
      return Answer.invalid("file", "api.wrong-multipart");
    }
  }

  public void routes(HttpRouting.Builder routing) {
    intake.routes(routing);
    Endpoints.ALL.forEach(endpoint -> route(routing, endpoint));
    routing.any(Endpoint.BASE + "/*", entrance::nowhere);
  }

  private void route(HttpRouting.Builder routing, Endpoint endpoint) {
    var handler = Objects.requireNonNull(handlers.get(endpoint));
    routing.route(
        endpoint.httpMethod(),
        endpoint.fullPath(),
        (request, response) -> entrance.enter(endpoint, handler, request, response));
  }
}
