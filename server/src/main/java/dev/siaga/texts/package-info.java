/** What Siaga says to people, in their language. Door: {@link dev.siaga.texts.Texts}. */
@NullMarked
package dev.siaga.texts;

import org.jspecify.annotations.NullMarked;
