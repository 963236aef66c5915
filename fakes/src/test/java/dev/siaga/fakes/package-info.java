/** Shows that each fake behaves well until it is told to misbehave, and then really does. */
@NullMarked
package dev.siaga.fakes;

import org.jspecify.annotations.NullMarked;
