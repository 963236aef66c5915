package dev.siaga.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class A_prometheus_rule {
  private static final Instant START = Instant.parse("2026-11-25T03:12:00Z");
  private static final Duration RESEND = Duration.ofMinutes(1);

  private final PrometheusRule rule =
      new PrometheusRule(
          new PrometheusLike.Rule("ShopDown", Map.of("service", "shop"), Map.of("summary", "Down")),
          RESEND,
          "http://prometheus.example/graph");

  @Test
  void sends_nothing_while_nothing_fails() {
    assertThat(rule.evaluate(false, START)).isEmpty();
  }

  @Test
  void fires_at_once_with_a_lease_of_four_resend_delays() {
    var alert = rule.evaluate(true, START).orElseThrow();

    assertThat(alert.labels())
        .containsEntry("alertname", "ShopDown")
        .containsEntry("service", "shop");
    assertThat(alert.startsAt()).isEqualTo(START);
    assertThat(alert.endsAt()).isEqualTo(START.plus(RESEND.multipliedBy(4)));
  }

  @Test
  void is_sent_again_only_after_the_resend_delay() {
    rule.evaluate(true, START);

    assertThat(rule.evaluate(true, START.plusSeconds(59))).isEmpty();
    var again = rule.evaluate(true, START.plusSeconds(60)).orElseThrow();
    assertThat(again.startsAt()).isEqualTo(START);
    assertThat(again.endsAt()).isEqualTo(START.plusSeconds(60 + 240));
  }

  @Test
  void is_resolved_at_once_and_says_so_for_a_quarter_of_an_hour() {
    rule.evaluate(true, START);
    var healed = START.plusSeconds(10);

    assertThat(rule.evaluate(false, healed).orElseThrow().endsAt()).isEqualTo(healed);
    assertThat(rule.evaluate(false, healed.plusSeconds(30))).isEmpty();
    assertThat(rule.evaluate(false, healed.plusSeconds(900)).orElseThrow().endsAt())
        .isEqualTo(healed);
    assertThat(rule.evaluate(false, healed.plusSeconds(961))).isEmpty();
    assertThat(rule.evaluate(false, healed.plusSeconds(1200))).isEmpty();
  }

  @Test
  void begins_anew_when_it_fails_again() {
    rule.evaluate(true, START);
    rule.evaluate(false, START.plusSeconds(10));

    var again = rule.evaluate(true, START.plusSeconds(20)).orElseThrow();

    assertThat(again.startsAt()).isEqualTo(START.plusSeconds(20));
  }
}
