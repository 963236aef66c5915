package dev.siaga.api;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.DeliveryState;
import dev.siaga.notify.Urgency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Deliveries in JSON. */
interface DeliveryJson {
  /** One message to one person by one method, and how far it has come. */
  record DeliveryView(
      String key,
      Urgency urgency,
      @Nullable Name person,
      Name channel,
      String address,
      DeliveryState state,
      int attempt,
      @Nullable String acceptedBy,
      @Nullable String providerId,
      @Nullable Text why,
      @Nullable Instant nextTry,
      Instant plannedAt,
      Instant changedAt) {
    static DeliveryView of(dev.siaga.notify.DeliveryView delivery) {
      return new DeliveryView(
          delivery.key(),
          delivery.urgency(),
          delivery.person(),
          delivery.channel(),
          delivery.address(),
          delivery.state(),
          delivery.attempt(),
          delivery.acceptedBy(),
          delivery.providerId(),
          delivery.why(),
          delivery.nextTry(),
          delivery.plannedAt(),
          delivery.changedAt());
    }
  }

  /** Where a test goes: an address of the channel, none when the channel has one place only. */
  record Test(@Nullable String address) {}

  /** What the server really said. */
  record TestAnswer(boolean accepted, Text answer) {}
}
