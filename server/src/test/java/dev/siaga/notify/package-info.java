/** Tests. */
@NullMarked
package dev.siaga.notify;

import org.jspecify.annotations.NullMarked;
