package dev.siaga.api;

import dev.siaga.storage.Database;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.webserver.http.HttpRouting;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Everything that programs can do with Siaga over HTTP. */
public final class Api {
  /** The cookie of a session, which the pages set. */
  public static final String SESSION_COOKIE = "siaga_session";

  /** The header that says the form token of the session's cookie when something is changed. */
  public static final String FORM_TOKEN_HEADER = "X-CSRF-Token";

  private final Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
  private final Entrance entrance;
  private final IntakeRoutes intake;

  public Api(Database database, InstantSource clock, Doors doors) {
    var json = new Json(doors.texts());
    var space = new BodySpace();
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
    for (var endpoint : Endpoint.values()) {
      if (!handlers.containsKey(endpoint)) {
        throw new IllegalStateException("nobody handles " + endpoint);
      }
    }
  }

  /** What the server must let through so that packed bodies come in. */
  public static ContentEncodingContext encodings() {
    return ContentEncodingContext.builder()
        .contentEncodingsDiscoverServices(false)
        .addContentEncoding(new PackedBodies())
        .build();
  }

  public void routes(HttpRouting.Builder routing) {
    intake.routes(routing);
    handlers.forEach((endpoint, handler) ->
        routing.route(
            endpoint.httpMethod(),
            endpoint.fullPath(),
            (request, response) -> entrance.enter(endpoint, handler, request, response)));
    routing.any(Endpoint.BASE + "/*", entrance::nowhere);
  }
}
