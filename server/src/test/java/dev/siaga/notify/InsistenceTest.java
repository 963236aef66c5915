package dev.siaga.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.storage.StorageFault;
import dev.siaga.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class InsistenceTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private final MovableClock clock = new MovableClock(NOON);
  private final Insistence insistence = new Insistence(clock);
  private int tries;

  @Test
  void goes_on_until_it_is_written_down() {
    assertThat(insistence.on("a", NOON.plusSeconds(30), () -> failing(3))).isEqualTo(4);
  }

  @Test
  void ends_when_it_is_too_late() {
    assertThatThrownBy(() ->
            insistence.on(
                "a",
                NOON.plusSeconds(30),
                () -> {
                  clock.advance(Duration.ofSeconds(20));
                  return failing(9);
                }))
        .isInstanceOf(StorageFault.class);
    assertThat(tries).isEqualTo(2);
  }

  @Test
  void ends_with_the_process() {
    insistence.close();
    assertThatThrownBy(() -> insistence.on("a", NOON.plusSeconds(30), () -> failing(9)))
        .isInstanceOf(StorageFault.class);
    assertThat(tries).isEqualTo(1);
  }

  private int failing(int times) {
    tries++;
    if (tries <= times) {
      throw new StorageFault("away");
    }
    return tries;
  }
}
