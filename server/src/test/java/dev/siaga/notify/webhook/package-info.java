/** Tests. */
@NullMarked
package dev.siaga.notify.webhook;

import org.jspecify.annotations.NullMarked;
