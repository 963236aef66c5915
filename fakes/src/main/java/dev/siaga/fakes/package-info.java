/** Real servers on loopback that stand in for others, and can misbehave when told to. */
@NullMarked
package dev.siaga.fakes;

import org.jspecify.annotations.NullMarked;
