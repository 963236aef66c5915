package dev.siaga.notify.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AnswersTest {
  private final Answers answers = Answers.hiding("hunter2!", null, "");

  @Test
  void a_secret_that_a_server_repeats_is_hidden_in_all_its_forms() {
    assertThat(answers.shown("535 no: hunter2! aHVudGVyMiE= 68756e7465723221"))
        .isEqualTo("535 no: *** *** ***");
  }

  @Test
  void an_answer_is_one_short_line() {
    assertThat(answers.shown("250-a\r\n250 b")).isEqualTo("250-a  250 b");
    assertThat(answers.shown("x".repeat(5_000))).hasSize(Answers.LENGTH_MAX + 1);
    assertThat(answers.shown(null)).isEmpty();
  }

  @Test
  void does_not_print_what_it_hides() {
    assertThat(answers.toString()).doesNotContain("hunter2");
  }
}
