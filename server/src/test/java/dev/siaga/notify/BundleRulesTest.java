package dev.siaga.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.notify.BundleRules.Departure.AtOnce;
import dev.siaga.notify.BundleRules.Departure.WithBundle;
import dev.siaga.notify.BundleRules.Lane;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class BundleRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @Nested
  class A_page {
    @Test
    void leaves_at_once_when_it_is_the_first_ever() {
      assertThat(BundleRules.decide(Lane.NEW, NOON)).isEqualTo(new AtOnce());
    }

    @Test
    void leaves_at_once_a_minute_after_the_last_one() {
      assertThat(BundleRules.decide(new Lane(NOON, null), after(60))).isEqualTo(new AtOnce());
    }

    @Test
    void waits_for_a_bundle_just_within_the_minute() {
      assertThat(BundleRules.decide(new Lane(NOON, null), after(59)))
          .isEqualTo(new WithBundle(after(60), true));
    }

    @Test
    void opens_a_bundle_15_seconds_after_the_first() {
      assertThat(BundleRules.decide(new Lane(NOON, null), after(0)))
          .isEqualTo(new WithBundle(after(15), true));
    }

    @Test
    void takes_the_next_tick_and_never_one_that_is_now() {
      assertThat(BundleRules.decide(new Lane(NOON, null), after(15)))
          .isEqualTo(new WithBundle(after(30), true));
    }

    @Test
    void joins_the_bundle_that_gathers() {
      assertThat(BundleRules.decide(new Lane(NOON, after(15)), after(7)))
          .isEqualTo(new WithBundle(after(15), false));
    }

    /** A node that was down: the bundle is overdue, and still leaves by its own job. */
    @Test
    void joins_also_an_overdue_bundle() {
      assertThat(BundleRules.decide(new Lane(NOON, after(15)), after(300)))
          .isEqualTo(new WithBundle(after(15), false));
    }

    @Test
    void waits_no_longer_than_15_seconds_when_another_nodes_clock_is_ahead() {
      assertThat(BundleRules.decide(new Lane(after(1), null), NOON))
          .isEqualTo(new WithBundle(after(16), true));
    }
  }

  private static Instant after(int seconds) {
    return NOON.plus(Duration.ofSeconds(seconds));
  }
}
