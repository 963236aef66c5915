package dev.siaga.incidents;

import java.util.Locale;

/** What becomes of people's and machines' words before they are stored or named. */
interface Words {
  char REPLACEMENT = '\uFFFD';

  /** Without what PostgreSQL cannot hold: NUL, and halves of surrogate pairs. */
  static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  /** The first characters of a text, not ending in half a pair. */
  static String start(String text, int length) {
    int end = Math.min(length, text.length());
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** The form of an enum constant in the key of a text: {@code FALSE_ALARM} is false-alarm. */
  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String cleaned(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c ->
            c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                ? REPLACEMENT
                : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
