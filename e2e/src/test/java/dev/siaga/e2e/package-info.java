/** The built program, driven from outside. */
@NullMarked
package dev.siaga.e2e;

import org.jspecify.annotations.NullMarked;
