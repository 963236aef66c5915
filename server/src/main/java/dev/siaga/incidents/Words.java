package dev.siaga.incidents;

import java.util.Locale;

/** The words that name what this package has. */
interface Words {
  /** The form of an enum constant in the key of a text: {@code FALSE_ALARM} is false-alarm. */
  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
