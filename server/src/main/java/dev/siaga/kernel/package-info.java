/** Vocabulary that every capability may use: names, ids, actors, refusals. No input or output. */
@NullMarked
package dev.siaga.kernel;

import org.jspecify.annotations.NullMarked;
