package dev.siaga.incidents;

/** How much the business is hurt. Stored by name: never rename one. */
public enum Priority {
  HIGH,
  MEDIUM,
  LOW
}
