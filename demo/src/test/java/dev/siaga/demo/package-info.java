/** Checks what the demo decides before it starts anything. */
@NullMarked
package dev.siaga.demo;

import org.jspecify.annotations.NullMarked;
