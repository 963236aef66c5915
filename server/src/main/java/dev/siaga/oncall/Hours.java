package dev.siaga.oncall;

import dev.siaga.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a team answers at an instant.
 *
 * @param until when that changes; absent when it never does
 * @param incomplete nobody configured it: shown in red, and never a reason for silence
 */
public record Hours(boolean inside, @Nullable Instant until, Text why, boolean incomplete) {}
