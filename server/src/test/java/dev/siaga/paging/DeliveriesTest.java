package dev.siaga.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.IncidentEvent.PageFailed;
import dev.siaga.incidents.IncidentEvent.PageHandedOver;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.DeliveryEvent;
import dev.siaga.notify.DeliveryState;
import dev.siaga.notify.Urgency;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeliveriesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Name WISEN = new Name("wisen");
  private static final Name MAIL = new Name("mail");
  private static final Text AWAY = Text.of("notify.unreachable", "mail.example.com");

  @Test
  void the_timeline_is_told_of_the_first_failure_and_of_none_that_follows() {
    assertThat(recorded(DeliveryState.FAILED, 1)).containsExactly(failed(false, 1));
    assertThat(recorded(DeliveryState.FAILED, 2)).isEmpty();
    assertThat(recorded(DeliveryState.FAILED, 29)).isEmpty();
  }

  @Test
  void the_timeline_is_told_of_the_outcome_with_the_attempts() {
    assertThat(recorded(DeliveryState.GIVEN_UP, 30)).containsExactly(failed(true, 30));
    assertThat(recorded(DeliveryState.ACCEPTED, 3))
        .containsExactly(new PageHandedOver(NOON, "a", WISEN, MAIL, "250 OK", 3, false));
  }

  @Test
  void what_wakes_nobody_is_told_as_such() {
    for (var urgency : Urgency.values()) {
      boolean quiet = urgency == Urgency.QUIET || urgency == Urgency.TEST;
      assertThat(Deliveries.recorded(event(urgency, DeliveryState.ACCEPTED, 1)).orElseThrow())
          .containsExactly(new PageHandedOver(NOON, "a", WISEN, MAIL, "250 OK", 1, quiet));
      assertThat(Deliveries.recorded(event(urgency, DeliveryState.GIVEN_UP, 1)).orElseThrow())
          .containsExactly(new PageFailed(NOON, "a", WISEN, MAIL, AWAY, true, 1, quiet));
    }
  }

  private static PageFailed failed(boolean gaveUp, int attempt) {
    return new PageFailed(NOON, "a", WISEN, MAIL, AWAY, gaveUp, attempt, false);
  }

  private static List<IncidentEvent> recorded(DeliveryState state, int attempt) {
    return Deliveries.recorded(event(Urgency.PAGE, state, attempt)).orElse(List.of());
  }

  private static DeliveryEvent event(Urgency urgency, DeliveryState state, int attempt) {
    return new DeliveryEvent(
        "a",
        urgency,
        null,
        WISEN,
        MAIL,
        state,
        attempt,
        "mail.example.com",
        "250 OK",
        AWAY,
        null,
        NOON);
  }
}
