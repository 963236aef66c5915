@NullMarked
package dev.siaga.incidents;

import org.jspecify.annotations.NullMarked;
