/**
 * Real servers on loopback that stand in for others, and can misbehave when told to.
 *
 * <p>There is no single door here: each public class is one server that a test, the demo or a
 * benchmark starts and closes.
 */
@NullMarked
package dev.siaga.fakes;

import org.jspecify.annotations.NullMarked;
