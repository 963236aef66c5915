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
        .containsExactly(new PageHandedOver(NOON, "a", WISEN, MAIL, "250 OK", 3));
  }

  private static PageFailed failed(boolean gaveUp, int attempt) {
    return new PageFailed(NOON, "a", WISEN, MAIL, "away", gaveUp, attempt);
  }

  private static List<IncidentEvent> recorded(DeliveryState state, int attempt) {
    var why = Text.of("notify.unreachable", "mail.example.com");
    var event =
        new DeliveryEvent(
            "a",
            Urgency.PAGE,
            null,
            WISEN,
            MAIL,
            state,
            attempt,
            "mail.example.com",
            "250 OK",
            why,
            "away",
            null,
            NOON);
    return Deliveries.recorded(event).orElse(List.of());
  }
}
