package dev.siaga.incidents;

/** Why paging stopped. Stored by name: never rename one. */
public enum RoundEnd {
  ACKNOWLEDGED,
  VALIDATED,
  FALSE_ALARM,
  RESOLVED,
  PRIORITY_LOWERED
}
