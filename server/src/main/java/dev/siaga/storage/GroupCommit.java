package dev.siaga.storage;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * One transaction for many requests: all that wait are written in one, and each request is answered
 * after its commit. There is no lingering: while one batch commits, the next one gathers. When very
 * much waits two batches are written at a time, in no order.
 */
public interface GroupCommit<I, O> {
  /**
   * Blocks until all items are durable or failed for good; the answers are in the order of the
   * items.
   *
   * @throws Overloaded when too much waits already: nothing of this call was written
   * @throws StorageFault when the database is away: nothing of this call was written
   */
  List<Written<O>> commit(List<I> items);

  /** How many items wait to be written. */
  int waiting();

  /** What became of one item. */
  sealed interface Written<O> {
    record Durable<O>(O value) implements Written<O> {}

    /** The database refused this item, alone in its transaction. */
    record Refused<O>(String why) implements Written<O> {}
  }

  /**
   * Writes a batch; it may be called again with it, or with parts of it, when the whole one failed,
   * and by two threads at once.
   */
  @FunctionalInterface
  interface BatchWriter<I, O> {
    List<O> write(Handle tx, List<I> items);
  }

  /** Too many items wait. */
  final class Overloaded extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    Overloaded(int waiting) {
      super(waiting + " items wait to be written");
    }
  }
}
