/** Tests. */
@NullMarked
package dev.siaga.notify.email;

import org.jspecify.annotations.NullMarked;
