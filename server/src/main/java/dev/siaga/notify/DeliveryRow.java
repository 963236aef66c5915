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

  /** Not yet part of a letter: it may leave alone or with others. */
  boolean isWaiting() {
    return state == DeliveryState.PLANNED && letter == null;
  }
}
