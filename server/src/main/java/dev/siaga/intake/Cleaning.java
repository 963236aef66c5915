package dev.siaga.intake;

/**
 * Makes text storable. PostgreSQL takes neither NUL nor half a surrogate pair, and a sender that
 * writes one would otherwise spoil the batch of all its neighbours.
 */
final class Cleaning {
  private static final char REPLACEMENT = '\uFFFD';

  private Cleaning() {}

  static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == 0 || isLoneSurrogate(c) ? REPLACEMENT : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isLoneSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
