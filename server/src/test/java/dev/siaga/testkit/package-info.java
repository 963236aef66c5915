/**
 * What tests share: databases, waiting, a clock that moves. Door: {@link
 * dev.siaga.testkit.TestDatabase}.
 */
@NullMarked
package dev.siaga.testkit;

import org.jspecify.annotations.NullMarked;
