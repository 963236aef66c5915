package dev.siaga.paging;

import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.IncidentEvent.PageFailed;
import dev.siaga.incidents.IncidentEvent.PageHandedOver;
import dev.siaga.notify.DeliveryEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the timeline says of a delivery. */
final class Deliveries {
  private Deliveries() {}

  /**
   * The first failure and the outcome: a server that is away for half an hour must not bury what
   * people write. Empty for all between them, and while nothing has come of it yet.
   */
  static Optional<List<IncidentEvent>> recorded(DeliveryEvent event) {
    return switch (event.state()) {
      case PLANNED, SENDING -> Optional.empty();
      case ACCEPTED ->
          Optional.of(
              List.of(
                  new PageHandedOver(
                      event.at(),
                      event.key(),
                      event.person(),
                      event.channel(),
                      Objects.requireNonNullElse(event.providerId(), ""),
                      event.attempt(),
                      isQuiet(event))));
      case FAILED ->
          event.attempt() == 1 ? Optional.of(List.of(failed(event, false))) : Optional.empty();
      case GIVEN_UP -> Optional.of(List.of(failed(event, true)));
    };
  }

  private static PageFailed failed(DeliveryEvent event, boolean gaveUp) {
    return new PageFailed(
        event.at(),
        event.key(),
        event.person(),
        event.channel(),
        event.why(),
        gaveUp,
        event.attempt(),
        isQuiet(event));
  }

  private static boolean isQuiet(DeliveryEvent event) {
    return switch (event.urgency()) {
      case PAGE, LOUD -> false;
      case QUIET, TEST -> true;
    };
  }
}
