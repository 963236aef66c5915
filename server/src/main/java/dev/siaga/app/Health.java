package dev.siaga.app;

import dev.siaga.storage.Database.Readiness;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Supplier;

/** What load balancers and supervisors ask: does the process live, can it take an alert durably. */
final class Health {
  private final Supplier<Readiness> readiness;

  Health(Supplier<Readiness> readiness) {
    this.readiness = readiness;
  }

  void routes(HttpRouting.Builder routing) {
    routing.get("/-/healthy", (_, response) -> send(response, Status.OK_200, "Siaga is healthy."));
    routing.get("/-/ready", (_, response) -> ready(response));
  }

  private void ready(ServerResponse response) {
    var now = readiness.get();
    if (now.ready()) {
      send(response, Status.OK_200, "Siaga is ready.");
    } else {
      send(response, Status.SERVICE_UNAVAILABLE_503, "Siaga is not ready: " + now.why() + ".");
    }
  }

  private static void send(ServerResponse response, Status status, String sentence) {
    response
        .status(status)
        .header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .send(sentence + "\n");
  }
}
