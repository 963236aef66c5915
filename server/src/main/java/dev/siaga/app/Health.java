package dev.siaga.app;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BooleanSupplier;

/** What load balancers and supervisors ask: does the process live, can it take an alert durably. */
final class Health {
  private final BooleanSupplier ready;

  /**
   * @param ready whether an alert can be made durable now; it may ask the database
   */
  Health(BooleanSupplier ready) {
    this.ready = ready;
  }

  void routes(HttpRouting.Builder routing) {
    routing.get(
        "/-/healthy", (_, response) -> send(response, Status.OK_200, "Siaga is healthy.\n"));
    routing.get("/-/ready", (_, response) -> ready(response));
  }

  private void ready(ServerResponse response) {
    if (ready.getAsBoolean()) {
      send(response, Status.OK_200, "Siaga is ready.\n");
    } else {
      send(response, Status.SERVICE_UNAVAILABLE_503, "Siaga can't take alerts durably now.\n");
    }
  }

  private static void send(ServerResponse response, Status status, String text) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(text);
  }
}
