package dev.siaga.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.Text;
import dev.siaga.notify.RetryRules.Result;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RetryRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final Text WHY = Text.of("notify.unreachable", "mail.example.com");

  private final RetryRules rules = new RetryRules();

  @Test
  void an_accepted_letter_is_done() {
    var result =
        rules.after(
            new Outcome.Accepted("mail.example.com", "250 ok"), Urgency.PAGE, 1, NOON, NOON);
    assertThat(result)
        .isEqualTo(new Result(DeliveryState.ACCEPTED, "mail.example.com", "250 ok", null, null));
  }

  @Test
  void what_cannot_help_is_given_up_with_the_reason() {
    assertThat(rules.after(new Outcome.GiveUp(WHY), Urgency.PAGE, 1, NOON, NOON))
        .isEqualTo(new Result(DeliveryState.GIVEN_UP, null, null, WHY, null));
  }

  @Test
  void a_page_is_tried_again_within_seconds_and_never_two_minutes_apart() {
    var pauses =
        java.util.stream.IntStream.rangeClosed(1, 12)
            .mapToObj(attempt -> pause(later(null), Urgency.PAGE, attempt))
            .toList();
    assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(3_700), Duration.ofMillis(6_300));
    assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(151));
  }

  /** Without jitter a thousand deliveries that failed together would come back together. */
  @Test
  void pauses_differ() {
    assertThat(
            java.util.stream.IntStream.range(0, 20)
                .mapToObj(_ -> pause(later(null), Urgency.QUIET, 3))
                .distinct()
                .count())
        .isGreaterThan(10);
  }

  @Test
  void waits_as_long_as_it_is_asked_to() {
    assertThat(pause(later(Duration.ofSeconds(90)), Urgency.PAGE, 1))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(pause(later(Duration.ofMinutes(10)), Urgency.QUIET, 1))
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void does_not_let_a_page_wait_for_an_hour_because_a_server_says_so() {
    assertThat(pause(later(Duration.ofHours(1)), Urgency.PAGE, 1)).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @EnumSource(Urgency.class)
  void gives_up_visibly_when_too_many_attempts_failed(Urgency urgency) {
    var result = rules.after(later(null), urgency, urgency.attemptsMax, NOON, NOON);
    assertThat(result).isEqualTo(new Result(DeliveryState.GIVEN_UP, null, null, WHY, null));
  }

  @ParameterizedTest
  @EnumSource(
      value = Urgency.class,
      names = {"PAGE", "LOUD", "QUIET"})
  void gives_up_visibly_when_it_is_too_old(Urgency urgency) {
    var old = NOON.plus(urgency.ageMax);
    assertThat(rules.after(later(null), urgency, 2, NOON, old).state())
        .isEqualTo(DeliveryState.GIVEN_UP);
    assertThat(rules.after(later(null), urgency, 2, NOON, NOON).state())
        .isEqualTo(DeliveryState.FAILED);
  }

  /** Goal: a mail server that is only slow must not fill the mailbox of whoever is to wake up. */
  @ParameterizedTest
  @EnumSource(
      value = Urgency.class,
      names = {"PAGE", "LOUD", "QUIET"})
  void sends_a_few_copies_at_most_to_a_side_that_may_have_it(Urgency urgency) {
    var at = NOON;
    int copies = 1;
    for (var next = afterUnclear(urgency, copies, at).nextTry(); next != null; ) {
      at = next;
      copies++;
      next = afterUnclear(urgency, copies, at).nextTry();
    }
    assertThat(copies).isBetween(3, 5);
    assertThat(afterUnclear(urgency, copies, at).why()).isEqualTo(WHY);
  }

  private Result afterUnclear(Urgency urgency, int attempt, Instant at) {
    return rules.after(new Outcome.Unclear(WHY), urgency, attempt, NOON, at);
  }

  private Duration pause(Outcome outcome, Urgency urgency, int attempt) {
    var next = rules.after(outcome, urgency, attempt, NOON, NOON).nextTry();
    return Duration.between(NOON, java.util.Objects.requireNonNull(next));
  }

  private static Outcome later(@org.jspecify.annotations.Nullable Duration after) {
    return new Outcome.TryLater(after, WHY, Blame.DESTINATION);
  }
}
