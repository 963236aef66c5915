package dev.siaga.resources;

import tools.jackson.databind.JsonNode;

/** Specs for tests, written short: YAML in one line. */
final class Specs {
  private Specs() {}

  static JsonNode of(String yaml) {
    var reading = ResourceYaml.read("test", "kind: k\nname: n\nspec: " + yaml + "\n");
    if (!reading.mistakes().isEmpty()) {
      throw new IllegalArgumentException(reading.mistakes().toString());
    }
    return reading.documents().getFirst().document().spec();
  }
}
