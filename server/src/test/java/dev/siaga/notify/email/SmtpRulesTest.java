package dev.siaga.notify.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.channel.Outcome.GiveUp;
import dev.siaga.notify.channel.Outcome.TryLater;
import dev.siaga.notify.email.SmtpRules.Stage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SmtpRulesTest {
  private static final List<Integer> SIGN_IN_NEEDED = List.of(530, 534, 535, 538);

  @Test
  void a_letter_refused_for_now_is_tried_again_and_one_refused_for_good_is_not() {
    IntStream.range(400, 600)
        .filter(code -> !SIGN_IN_NEEDED.contains(code))
        .forEach(code ->
            assertThat(SmtpRules.refused(Stage.LETTER, code, "no"))
                .as("SMTP %d", code)
                .isInstanceOf(code < 500 ? TryLater.class : GiveUp.class));
  }

  @Test
  void a_server_that_goes_away_is_ill_and_a_full_mailbox_is_not() {
    assertThat(blame(Stage.LETTER, 421)).isEqualTo(Blame.DESTINATION);
    assertThat(blame(Stage.LETTER, 452)).isEqualTo(Blame.LETTER);
  }

  /** Somebody changed the password: pages must leave once the setting is right again. */
  @Test
  void a_refused_sign_in_is_tried_again_and_blamed_on_the_settings() {
    SIGN_IN_NEEDED.forEach(code -> {
      assertThat(blame(Stage.SIGN_IN, code)).isEqualTo(Blame.SETTINGS);
      assertThat(blame(Stage.LETTER, code)).isEqualTo(Blame.SETTINGS);
    });
    assertThat(blame(Stage.SIGN_IN, 454)).isEqualTo(Blame.DESTINATION);
  }

  @Test
  void a_server_that_refuses_to_talk_at_all_judges_no_letter() {
    assertThat(blame(Stage.GREETING, 554)).isEqualTo(Blame.SETTINGS);
    assertThat(blame(Stage.GREETING, 421)).isEqualTo(Blame.DESTINATION);
  }

  private static Blame blame(Stage stage, int code) {
    Outcome outcome = SmtpRules.refused(stage, code, "no");
    assertThat(outcome).isInstanceOf(TryLater.class);
    return ((TryLater) outcome).blame();
  }
}
