package dev.siaga.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name of a resource within its kind: short, stable, fit for a URL and a YAML file. */
public record Name(@JsonValue String value) implements Comparable<Name> {
  public static final int LENGTH_MAX = 63;
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  @JsonCreator
  public Name {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "a name is 1 to 63 of a-z, 0-9, '-' and '.', and begins and ends with a letter or digit");
    }
  }

  public static boolean isValid(String value) {
    return FORM.matcher(value).matches();
  }

  @Override
  public int compareTo(Name other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
