package dev.siaga.storage;

import java.time.Instant;

/** How an attempt ended that ran outside a transaction. */
public sealed interface JobResult {
  record Done() implements JobResult {}

  record Again(Instant at, String why) implements JobResult {}

  /** It will never work: the handler has recorded it where people see it. */
  record GaveUp(String why) implements JobResult {}
}
