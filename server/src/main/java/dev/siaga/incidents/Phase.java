package dev.siaga.incidents;

/** Where an incident stands. Stored by name: never rename one. */
public enum Phase {
  TRIAGE,
  INVESTIGATING,
  MITIGATING,
  MONITORING,
  RESOLVED,
  REVIEWED,
  FALSE_ALARM;

  /** Alerts of its group join an open incident; after that the next one opens another. */
  public boolean open() {
    return switch (this) {
      case TRIAGE, INVESTIGATING, MITIGATING, MONITORING -> true;
      case RESOLVED, REVIEWED, FALSE_ALARM -> false;
    };
  }
}
