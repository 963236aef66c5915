package dev.siaga.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the part that follows; absent at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
  public static final int SIZE_DEFAULT = 50;
  public static final int SIZE_MAX = 500;

  public Page {
    items = List.copyOf(items);
  }

  /** The same part with each item as somebody else sees it. */
  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), next);
  }
}
