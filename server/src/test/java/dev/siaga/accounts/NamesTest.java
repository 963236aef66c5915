package dev.siaga.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.Name;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class The_name_of_an_administrator {
  @Test
  void is_what_stands_before_the_at() {
    assertThat(FirstAdministrator.nameOf("Jane.Doe@example.com")).isEqualTo("jane.doe");
    assertThat(FirstAdministrator.nameOf("jane+ops@example.com")).isEqualTo("jane-ops");
    assertThat(FirstAdministrator.nameOf("-x-@example.com")).isEqualTo("x");
    assertThat(FirstAdministrator.nameOf("日本@example.com")).isEqualTo("admin");
  }

  @Test
  void is_a_valid_name_whatever_the_address() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder();
      random.ints(random.nextInt(100), 32, 300).forEach(text::appendCodePoint);
      var name = FirstAdministrator.nameOf(text.toString());
      assertThat(Name.isValid(name)).as("seed %d: '%s' of '%s'", seed, name, text).isTrue();
      assertThat(Name.isValid(name + "-999")).as("seed %d: with a number", seed).isTrue();
    }
  }
}

class The_brake_on_guessing {
  @Test
  void grows_twofold_up_to_its_longest() {
    var brake = new SignInBrake(3, Duration.ofSeconds(30));
    assertThat(brake.waitAfter(2)).isZero();
    assertThat(brake.waitAfter(3)).hasSeconds(1);
    assertThat(brake.waitAfter(6)).hasSeconds(8);
    assertThat(brake.waitAfter(8)).hasSeconds(30);
    assertThat(brake.waitAfter(Integer.MAX_VALUE)).hasSeconds(30);
  }
}
