package dev.siaga.incidents;

/** How a firing ended: said so, fell silent, or was ended by hand. Stored by name. */
public enum AlertEnd {
  RESOLVED,
  LAPSED,
  EXPIRED
}
