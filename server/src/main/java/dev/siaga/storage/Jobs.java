package dev.siaga.storage;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Everything that happens later or elsewhere: due jobs, the outbox, events between capabilities.
 *
 * <p>A job is a row that commits with its cause. A worker claims it in a short transaction of its
 * own and is woken by the commit, so that no polling cycle decides how late it runs; a slow poll
 * finds what nobody told of (after a crash, or from another node).
 */
public interface Jobs {
  /** Plans a job; false, and nothing changed, when one of this kind and key is open already. */
  boolean plan(Handle tx, NewJob job);

  /** Plans many at once, in one statement; those that are open already stay as they are. */
  void planAll(Handle tx, List<NewJob> jobs);

  /** Removes a job that is still open; one that runs just now runs to its end. */
  boolean cancel(Handle tx, String kind, String key);

  boolean isPlanned(Handle tx, String kind, String key);

  /**
   * Registers a handler whose work and the end of its job are one transaction. If it throws, all is
   * rolled back and tried again with back-off, for ever.
   */
  void inTransaction(String kind, int workers, TransactionalHandler handler);

  /**
   * Registers a handler that calls others, such as a mail server: no lock and no transaction is
   * held meanwhile. The claim outlives the deadline. After a crash it may run twice.
   */
  void outside(String kind, int workers, Duration deadline, OutsideHandler handler);

  /** Tells all subscribers of a topic: one job each, committed with its cause. */
  void publish(Handle tx, String topic, String key, String body);

  void subscribe(String topic, String subscriber, int workers, TransactionalHandler handler);

  /** Runs again and again, this long after the last run ended; on one node at a time. */
  void every(String kind, Duration interval, TransactionalHandler handler);

  /** Work that is part of the transaction that ends its job. */
  @FunctionalInterface
  interface TransactionalHandler {
    void run(Handle tx, Job job);
  }

  /** Work that reaches outside. */
  @FunctionalInterface
  interface OutsideHandler {
    JobResult run(Job job);
  }
}
