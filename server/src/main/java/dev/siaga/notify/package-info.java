/**
 * Telling people: deliveries with their state, retries and bundles, over the channels of the
 * sub-packages. Door: {@link dev.siaga.notify.Notify}.
 */
@NullMarked
package dev.siaga.notify;

import org.jspecify.annotations.NullMarked;
