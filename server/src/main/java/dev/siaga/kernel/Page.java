package dev.siaga.kernel;

import java.util.List;
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
}
