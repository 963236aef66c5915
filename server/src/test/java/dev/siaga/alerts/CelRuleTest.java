package dev.siaga.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CelRuleTest {
  static final CelRule.Facts FACTS =
      new CelRule.Facts(
          Map.of("severity", "critical", "team", "shop"),
          Map.of("summary", "Users can't pay"),
          "checkout",
          "prometheus",
          "production");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "labels.severity == 'critical'",
        "labels['severity'] == 'critical'",
        "labels.absent == ''",
        "labels['absent'] == ''",
        "annotations.absent == '' && annotations.summary.contains('pay')",
        "has(labels.severity) && !has(labels.absent)",
        "'severity' in labels && !('absent' in labels)",
        "['a', labels.absent].exists(x, x == '')",
        "labels.absent.startsWith('x') ? false : true",
        "service == 'checkout' && integration == 'prometheus' && environment == 'production'",
        "labels.severity.matches('^crit')",
      })
  void holds(String condition) {
    assertThat(CelRule.compile(condition).holds(FACTS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels.severity ==", "nothing == 1", "labels.severity", "1 + 1", "''"})
  void what_is_no_condition_is_refused(String expression) {
    assertThatThrownBy(() -> CelRule.compile(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void a_rule_that_fails_on_an_alert_says_why() {
    var rule = CelRule.compile("int(labels.severity) > 3");
    assertThatThrownBy(() -> rule.holds(FACTS)).isInstanceOf(IllegalStateException.class);
  }
}
