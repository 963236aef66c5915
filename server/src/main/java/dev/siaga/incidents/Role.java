package dev.siaga.incidents;

/** What somebody has taken upon themselves in an incident. Stored by name: never rename one. */
public enum Role {
  LEAD,
  COMMUNICATION,
  SCRIBE
}
