package dev.siaga.resources;

import dev.siaga.kernel.Text;

/**
 * What is wrong with a document, and where.
 *
 * @param document the place of the document among those applied, from 0; -1 when the mistake is in
 *     a resource that was not applied but does not fit any more
 * @param field a path in the document, as in {@code spec.members[0]}
 */
public record Mistake(
    int document, String file, int line, String kind, String name, String field, Text why) {
  static final int OF_ANOTHER_RESOURCE = -1;
}
