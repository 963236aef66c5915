/**
 * The program: commands, settings and the composition root. Door: {@link dev.siaga.app.App}; {@code
 * Main} is where the JVM enters.
 */
@NullMarked
package dev.siaga.app;

import org.jspecify.annotations.NullMarked;
