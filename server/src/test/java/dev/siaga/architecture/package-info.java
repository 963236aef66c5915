/** Rules about the code as a whole, which no single capability could test. */
@NullMarked
package dev.siaga.architecture;

import org.jspecify.annotations.NullMarked;
