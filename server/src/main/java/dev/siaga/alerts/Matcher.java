package dev.siaga.alerts;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.siaga.kernel.Labels;

/**
 * One condition of a silence on one label, as in Alertmanager: equal, not equal, or a regular
 * expression that matches the whole value, or does not.
 *
 * <p>RE2, as Prometheus has it: it takes linear time whatever the expression, so that nobody's
 * silence can hold up intake.
 */
public record Matcher(String name, Operator operator, String value) {
  public static final int VALUE_CHARS_MAX = 1_000;

  /** How value and label are compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    MATCHES_NOT("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** Throws {@link IllegalArgumentException} with what is wrong. */
  public Matcher {
    if (name.isBlank() || name.length() > VALUE_CHARS_MAX || value.length() > VALUE_CHARS_MAX) {
      throw new IllegalArgumentException(
          "a label name and at most " + VALUE_CHARS_MAX + " characters are needed");
    }
    if (operator == Operator.MATCHES || operator == Operator.MATCHES_NOT) {
      try {
        Pattern.compile(value);
      } catch (PatternSyntaxException wrong) {
        throw new IllegalArgumentException(String.valueOf(wrong.getMessage()), wrong);
      }
    }
  }

  /** Made ready to be held against many alerts. An absent label is the empty string. */
  Test compile() {
    return switch (operator) {
      case EQUAL -> labels -> labels.get(name).equals(value);
      case NOT_EQUAL -> labels -> !labels.get(name).equals(value);
      case MATCHES -> {
        var pattern = Pattern.compile(value);
        yield labels -> pattern.matches(labels.get(name));
      }
      case MATCHES_NOT -> {
        var pattern = Pattern.compile(value);
        yield labels -> !pattern.matches(labels.get(name));
      }
    };
  }

  @Override
  public String toString() {
    return name + operator.sign() + '"' + value + '"';
  }

  /** Whether an alert's labels meet the condition. */
  @FunctionalInterface
  interface Test {
    boolean holds(Labels labels);
  }
}
