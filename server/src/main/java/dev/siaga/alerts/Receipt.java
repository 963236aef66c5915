package dev.siaga.alerts;

/** What became of one signal. */
public sealed interface Receipt {
  /**
   * It is durable.
   *
   * @param news it said something that was not known; else it was merely said again
   */
  record Taken(boolean news) implements Receipt {}

  /** The database refused this one, alone. */
  record Refused(String why) implements Receipt {}
}
