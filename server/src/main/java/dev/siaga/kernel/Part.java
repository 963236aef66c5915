package dev.siaga.kernel;

import java.util.List;

/**
 * Which part of a short list is asked for. What comes or goes between two parts moves the rest, so
 * that some may be seen twice or not at all; lists that change all the time have cursors of their
 * own.
 *
 * @param skip how many to leave out at the beginning
 * @param count how many at most
 */
public record Part(int skip, int count) {
  public static final Part FIRST = new Part(0, Page.SIZE_MAX);

  public Part {
    if (skip < 0 || count < 1) {
      throw new IllegalArgumentException("a part leaves out " + skip + " and has " + count);
    }
  }

  /** How many to read: one more tells that there is another part. */
  public int countAndOne() {
    return count + 1;
  }

  /** What was read, without the one more. */
  public <T> Page<T> of(List<T> read) {
    return read.size() <= count
        ? new Page<>(read, null)
        : new Page<>(read.subList(0, count), Integer.toString(skip + count));
  }
}
