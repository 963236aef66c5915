@NullMarked
package dev.siaga.texts;

import org.jspecify.annotations.NullMarked;
