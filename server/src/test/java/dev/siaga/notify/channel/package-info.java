/** Tests. */
@NullMarked
package dev.siaga.notify.channel;

import org.jspecify.annotations.NullMarked;
