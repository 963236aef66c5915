package dev.siaga.resources;

import tools.jackson.databind.JsonNode;

/**
 * One resource as somebody wants it to be.
 *
 * @param file where it was written, for messages only; empty when it came from a form
 * @param line of its first line there, from 1; 0 when unknown
 */
public record Document(String file, int line, String kind, String name, JsonNode spec) {
  public static final int COUNT_MAX = 5_000;
  public static final int SPEC_CHARS_MAX = 256 * 1024;

  public static Document of(String kind, String name, JsonNode spec) {
    return new Document("", 0, kind, name, spec);
  }
}
