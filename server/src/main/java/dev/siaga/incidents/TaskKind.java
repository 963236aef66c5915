package dev.siaga.incidents;

/** What a task is for. Stored by name: never rename one. */
public enum TaskKind {
  /** Find out why a false alarm was raised, and repair what raised it. */
  REPAIR_ALARM,
  OTHER
}
