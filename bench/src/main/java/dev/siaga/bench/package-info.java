/** Whole-program measurements, side by side with a peer in the same run. */
@NullMarked
package dev.siaga.bench;

import org.jspecify.annotations.NullMarked;
