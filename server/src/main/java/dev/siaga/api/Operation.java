package dev.siaga.api;

import java.util.List;

/**
 * What is done at an address: what it needs to be proved, and the bodies that go in and out.
 *
 * @param path below {@link Endpoint#BASE}
 */
record Operation(
    String method,
    String path,
    Right right,
    Shape body,
    Shape answer,
    String summary,
    List<QueryParameter> parameters) {
  Operation {
    parameters = List.copyOf(parameters);
  }

  /**
   * A line of a table.
   *
   * @param line method and path, as in {@code GET /incidents/{incident}}
   */
  static Operation of(
      String line,
      Right right,
      Shape body,
      Shape answer,
      String summary,
      QueryParameter... parameters) {
    int space = line.indexOf(' ');
    return new Operation(
        line.substring(0, space),
        line.substring(space + 1),
        right,
        body,
        answer,
        summary,
        List.of(parameters));
  }
}
