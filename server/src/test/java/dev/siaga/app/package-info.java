/** Tests of commands, settings and the whole program in one process. */
@NullMarked
package dev.siaga.app;

import org.jspecify.annotations.NullMarked;
