/**
 * One class a wire format: bytes in, signals out, durable before the answer. Door: {@link
 * dev.siaga.intake.Intake}.
 */
@NullMarked
package dev.siaga.intake;

import org.jspecify.annotations.NullMarked;
