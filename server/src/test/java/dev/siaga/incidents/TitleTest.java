package dev.siaga.incidents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class TitleTest {
  @Test
  void is_one_line() {
    assertThat(new Title(" Nobody\r\ncan\tpay ").text()).isEqualTo("Nobody can pay");
  }

  @Test
  void is_never_empty() {
    assertThatThrownBy(() -> new Title(" \n ")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Title.clipped("\n", "alert 1").text()).isEqualTo("alert 1");
  }

  @Test
  void of_a_machine_is_shortened_and_says_so() {
    var clipped = Title.clipped("x".repeat(1_000), "alert");
    assertThat(clipped.text()).hasSize(Title.LENGTH_MAX).endsWith("x…");
  }

  @Test
  void is_not_cut_through_a_character() {
    var clipped = Title.clipped("x".repeat(198) + "\uD83D\uDD25 and more", "alert").text();
    assertThat(clipped).isEqualTo("x".repeat(198) + "…");
  }

  @Test
  void holds_nothing_that_postgresql_cannot() {
    assertThat(new Title("a\u0000b\uD800c\uD83D\uDD25").text())
        .isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDD25");
  }
}
