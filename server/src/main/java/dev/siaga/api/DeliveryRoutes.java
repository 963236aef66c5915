package dev.siaga.api;

import dev.siaga.incidents.Incidents;
import dev.siaga.kernel.Page;
import dev.siaga.notify.Notify;
import java.util.Map;
import java.util.Objects;

/** Who was told, and whether a channel works. */
final class DeliveryRoutes implements Routes {
  private static final int ADDRESS_LENGTH_MAX = 500;

  private final Incidents incidents;
  private final Notify notify;

  DeliveryRoutes(Incidents incidents, Notify notify) {
    this.incidents = incidents;
    this.notify = notify;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        IncidentEndpoint.LIST_DELIVERIES, this::list, PeopleEndpoint.SEND_TEST, this::test);
  }

  private Reply list(Call call) {
    var id = IncidentRoutes.id(incidents, call);
    var deliveries = notify.deliveries(id).stream().map(DeliveryJson.DeliveryView::of).toList();
    if (deliveries.isEmpty() && incidents.find(id).isEmpty()) {
      throw Refused.notFound();
    }
    return call.ok(new Page<>(deliveries, null));
  }

  private Reply test(Call call) {
    var wanted = call.body(DeliveryJson.Test.class);
    var address = Objects.requireNonNullElse(wanted.address(), "");
    if (address.length() > ADDRESS_LENGTH_MAX) {
      throw Refused.invalid("address", "api.wrong-value", "address");
    }
    return call.answer(
        notify.sendTest(call.name("name"), address, call.language()),
        result -> call.ok(new DeliveryJson.TestAnswer(result.accepted(), result.answer())));
  }
}
