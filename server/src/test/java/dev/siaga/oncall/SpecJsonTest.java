package dev.siaga.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A policy is stored with each round, so what is read back must be what was written. */
class A_policy_in_JSON {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String POLICY =
      """
      {"steps": [
         {"notify": [{"roster": "week"}]},
         {"after": "10m", "notify": [{"person": "wisen"}, {"team": "all"}, {"channel": "hook"}]}],
       "repeats": 1}\
      """;

  @Test
  void is_read_with_its_defaults() {
    var policy = JSON.readValue(POLICY, EscalationPolicySpec.class);
    assertThat(policy.steps().getFirst().after()).isEqualTo(Wait.NONE);
    assertThat(policy.steps().getLast().after().length()).isEqualTo(Duration.ofMinutes(10));
    assertThat(policy.steps().getLast().targets())
        .extracting(target -> target.getClass().getSimpleName())
        .containsExactly("OfPerson", "OfTeam", "OfChannel");
    assertThat(policy.repeats()).isEqualTo(1);
    assertThat(policy.answerWithin().length()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void is_read_back_as_it_was_written() {
    var policy = JSON.readValue(POLICY, EscalationPolicySpec.class);
    var written = JSON.writeValueAsString(policy);
    assertThat(written).contains("\"notify\":[{\"roster\":\"week\"}]");
    assertThat(JSON.readValue(written, EscalationPolicySpec.class)).isEqualTo(policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"person\": \"a\", \"team\": \"b\"}"})
  void refuses_a_target_that_does_not_name_exactly_one(String target) {
    assertThatThrownBy(() -> JSON.readValue(target, Target.class))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("one person, roster, team or channel");
  }

  @ParameterizedTest
  @CsvSource({"00:00,0", "09:05,545", "23:59,1439", "24:00,1440"})
  void reads_a_time_of_day(String text, int minute) {
    assertThat(WallTime.parse(text)).isEqualTo(new WallTime(minute));
    assertThat(WallTime.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9:00", "24:01", "12:60", "noon", ""})
  void refuses_what_is_not_a_time_of_day(String text) {
    assertThatThrownBy(() -> WallTime.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
