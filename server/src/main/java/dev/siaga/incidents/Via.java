package dev.siaga.incidents;

/** The way by which somebody acknowledged. Stored by name: never rename one. */
public enum Via {
  LINK,
  WEB,
  API
}
