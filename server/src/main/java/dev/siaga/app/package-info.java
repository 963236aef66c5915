/** The program: commands, settings and the composition root. Door: {@code Main}. */
@NullMarked
package dev.siaga.app;

import org.jspecify.annotations.NullMarked;
