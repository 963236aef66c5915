package dev.siaga.storage;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writer threads; whatever arrives while a batch commits is in the next one. A second batch begins
 * beside the first only when it is worth a commit of its own: few items are cheaper together.
 */
final class GroupCommitter<I, O> implements GroupCommit<I, O> {
  /** Above this a batch's commit takes so long that the first of it waits for nothing. */
  static final int BATCH_ITEMS_MAX = 1_000;

  /**
   * Found with 64 connections on 2 cores: at 1 alert a request never as many wait, and one batch at
   * a time is best; at 50 a quarter of the cores stood idle with one.
   */
  static final int BESIDE_ITEMS_MIN = 250;

  private static final int WRITERS = 2;
  private static final String DEADLOCK = "40P01";
  private static final int DEADLOCK_TRIES_MAX = 3;

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
  private final Database database;
  private final String name;
  private final BatchWriter<I, O> writer;
  private final int waitingMax;
  private final AtomicInteger waiting = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition worthWriting = lock.newCondition();
  private final ArrayDeque<Ticket<I, O>> queue = new ArrayDeque<>(); // guarded by lock
  private int queuedItems; // guarded by lock
  private int writing; // guarded by lock

  GroupCommitter(Database database, String name, BatchWriter<I, O> writer, int waitingMax) {
    this.database = database;
    this.name = name;
    this.writer = writer;
    this.waitingMax = waitingMax;
    for (int i = 1; i <= WRITERS; i++) {
      Thread.ofPlatform().daemon().name("group-commit-" + name + "-" + i).start(this::work);
    }
  }

  @Override
  public List<Written<O>> commit(List<I> items) {
    if (items.isEmpty()) {
      return List.of();
    }
    int before = waiting.getAndAdd(items.size());
    if (before > waitingMax) {
      waiting.addAndGet(-items.size());
      throw new Overloaded(before);
    }
    var ticket = new Ticket<I, O>(List.copyOf(items), new CompletableFuture<>());
    add(ticket);
    try {
      return ticket.answer().join();
    } catch (CompletionException failed) {
      throw new StorageFault("writing " + name, cause(failed));
    } finally {
      waiting.addAndGet(-items.size());
    }
  }

  @Override
  public int waiting() {
    return waiting.get();
  }

  private void work() {
    while (true) {
      try {
        var batch = nextBatch();
        try {
          write(batch);
        } finally {
          written();
        }
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private void add(Ticket<I, O> ticket) {
    lock.lock();
    try {
      queue.add(ticket);
      queuedItems += ticket.items().size();
      wakeOne();
    } finally {
      lock.unlock();
    }
  }

  private List<Ticket<I, O>> nextBatch() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!isWorthWriting()) {
        worthWriting.await();
      }
      var batch = new ArrayList<Ticket<I, O>>();
      int items = 0;
      while (items < BATCH_ITEMS_MAX && !queue.isEmpty()) {
        var next = queue.remove();
        batch.add(next);
        items += next.items().size();
      }
      queuedItems -= items;
      writing++;
      wakeOne();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void written() {
    lock.lock();
    try {
      writing--;
    } finally {
      lock.unlock();
    }
  }

  private boolean isWorthWriting() {
    return queuedItems >= BESIDE_ITEMS_MIN || (writing == 0 && queuedItems > 0);
  }

  private void wakeOne() {
    if (isWorthWriting()) {
      worthWriting.signal();
    }
  }

  private void write(List<Ticket<I, O>> batch) {
    var items = batch.stream().flatMap(ticket -> ticket.items().stream()).toList();
    try {
      var written = writeOrSplit(items);
      int from = 0;
      for (var ticket : batch) {
        int to = from + ticket.items().size();
        ticket.answer().complete(List.copyOf(written.subList(from, to)));
        from = to;
      }
    } catch (RuntimeException | Error failed) {
      LOG.warn("{} items of {} were not written: {}", items.size(), name, failed.toString());
      batch.forEach(ticket -> ticket.answer().completeExceptionally(failed));
    }
  }

  /** A batch that the data spoil is halved until each guilty item is alone. */
  private List<Written<O>> writeOrSplit(List<I> items) {
    try {
      var values = writeAgainAfterDeadlock(items);
      return values.stream().<Written<O>>map(Written.Durable::new).toList();
    } catch (StorageFault failed) {
      if (!isOfTheData(failed)) {
        throw failed;
      }
      if (items.size() == 1) {
        return List.of(new Written.Refused<>(reason(failed)));
      }
      int half = items.size() / 2;
      var all = new ArrayList<>(writeOrSplit(items.subList(0, half)));
      all.addAll(writeOrSplit(items.subList(half, items.size())));
      return List.copyOf(all);
    }
  }

  /** The other of the two has gone on: what was undone for it is done now. */
  private List<O> writeAgainAfterDeadlock(List<I> items) {
    for (int tries = 1; ; tries++) {
      try {
        return database.inIntakeTransaction("writing " + name, tx -> writer.write(tx, items));
      } catch (StorageFault failed) {
        if (tries == DEADLOCK_TRIES_MAX || !sqlState(failed).equals(DEADLOCK)) {
          throw failed;
        }
        LOG.info("{} items of {} are written again after a deadlock", items.size(), name);
      }
    }
  }

  /** SQLSTATE classes 22 (data exception), 23 (constraint) and 54 (a limit of PostgreSQL's). */
  private static boolean isOfTheData(Throwable failed) {
    var state = sqlState(failed);
    return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
  }

  private static String sqlState(Throwable failed) {
    for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private static String reason(Throwable failed) {
    return "the database refused it (SQLSTATE " + sqlState(failed) + ")";
  }

  private static Throwable cause(CompletionException failed) {
    var cause = failed.getCause();
    return cause == null ? failed : cause;
  }

  private record Ticket<I, O>(List<I> items, CompletableFuture<List<Written<O>>> answer) {}
}
