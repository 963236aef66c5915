/** Siaga with a mailbox, a sender and a small target, for a newcomer who has none of them. */
@NullMarked
package dev.siaga.demo;

import org.jspecify.annotations.NullMarked;
