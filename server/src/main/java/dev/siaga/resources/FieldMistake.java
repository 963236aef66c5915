package dev.siaga.resources;

import dev.siaga.kernel.Text;

/**
 * What is wrong within one document.
 *
 * @param field a path in the document, as in {@code spec.members[0]}
 */
record FieldMistake(String field, Text why) {}
