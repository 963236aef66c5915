package dev.siaga.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DestinationTest {
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T12:00:00Z"));
  private final Destination destination = new Destination("mail", clock);

  @Nested
  class An_ill_destination {
    @Test
    void rests_after_several_failures_in_a_row() {
      fail(Blame.DESTINATION);
      assertThat(destination.holdUp()).contains(Destination.OPEN_FOR);
    }

    @Test
    void rests_also_when_our_settings_are_to_blame() {
      fail(Blame.SETTINGS);
      assertThat(destination.holdUp()).isPresent();
    }

    @Test
    void is_tried_again_after_its_rest() {
      fail(Blame.DESTINATION);
      clock.advance(Destination.OPEN_FOR.plusSeconds(1));
      assertThat(destination.holdUp()).isEmpty();
    }

    @Test
    void need_not_rest_any_more_once_a_page_went_through() {
      fail(Blame.DESTINATION);
      destination.tell(new Outcome.Accepted("mail.example.com", "250 ok"));
      assertThat(destination.holdUp()).isEmpty();
    }
  }

  @Nested
  class A_healthy_destination {
    /** One full mailbox says nothing about the server. */
    @Test
    void is_not_blamed_for_single_letters() {
      fail(Blame.LETTER);
      assertThat(destination.holdUp()).isEmpty();
    }

    @Test
    void takes_only_so_many_a_second_of_what_may_wait() {
      var answers =
          IntStream.rangeClosed(0, 3 * Destination.PER_SECOND_MAX)
              .mapToObj(_ -> destination.holdUp())
              .toList();
      assertThat(answers).contains(java.util.Optional.of(Duration.ofSeconds(1)));
    }
  }

  private void fail(Blame blame) {
    for (int i = 0; i < 10; i++) {
      destination.tell(Outcome.later(blame, "notify.unreachable", "mail.example.com"));
    }
  }
}
