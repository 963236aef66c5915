package dev.siaga.kernel;

import java.util.Arrays;
import java.util.List;

/**
 * Something to be said to a person, in whichever language that person reads: the key of a message
 * bundle and what goes into its places.
 *
 * @param args an instant in ISO-8601, as {@code Instant.toString} writes it
 * @param key begins with the capability whose bundle holds it, as in {@code incidents.not-open}
 */
public record Text(String key, List<String> args) {
  public Text {
    args = List.copyOf(args);
  }

  public static Text of(String key, Object... args) {
    return new Text(key, Arrays.stream(args).map(String::valueOf).toList());
  }
}
