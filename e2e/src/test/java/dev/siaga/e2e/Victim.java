package dev.siaga.e2e;

/** What a crash takes. */
enum Victim {
  /** Siaga's JVM alone; its PostgreSQL stays behind as an orphan. */
  SIAGA,
  /** PostgreSQL's first process; its children outlive it for a moment. */
  POSTMASTER,
  /** One connection's process, after which PostgreSQL restarts all of them. */
  BACKEND,
  /** Everything at once, as when the machine loses its power. */
  TREE;

  /** Whether somebody has to start Siaga again. */
  boolean takesSiaga() {
    return switch (this) {
      case SIAGA, TREE -> true;
      case POSTMASTER, BACKEND -> false;
    };
  }
}
