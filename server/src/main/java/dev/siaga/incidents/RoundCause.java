package dev.siaga.incidents;

/** Why people began to be paged. Stored by name: never rename one. */
public enum RoundCause {
  OPENED,
  HOURS_BEGAN,
  DECLARED_HIGH,
  RAISED_TO_HIGH,
  REOPENED,
  FIRED_AGAIN
}
