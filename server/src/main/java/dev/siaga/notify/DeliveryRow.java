package dev.siaga.notify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery as its row has it. */
record DeliveryRow(
    Delivery delivery,
    DeliveryState state,
    @Nullable String letter,
    int attempt,
    Instant plannedAt) {
  String key() {
    return delivery.key();
  }
}
