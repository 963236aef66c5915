package dev.siaga.incidents;

/** Who noticed first: we, or those whom it hurt. Stored by name: never rename one. */
public enum NoticedBy {
  SYSTEM,
  USER
}
