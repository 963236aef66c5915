package dev.siaga.oncall;

import dev.siaga.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be reached at an instant.
 *
 * @param until when another one takes over; absent when nobody does
 */
public record Duty(Recipient who, Text why, @Nullable Instant until) {}
