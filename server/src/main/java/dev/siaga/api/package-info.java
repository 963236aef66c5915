/**
 * JSON over HTTP: the doors at which senders deliver, and {@code /api/v1} for everything else.
 * Door: {@link dev.siaga.api.Api}.
 */
@NullMarked
package dev.siaga.api;

import org.jspecify.annotations.NullMarked;
