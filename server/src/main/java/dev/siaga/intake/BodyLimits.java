package dev.siaga.intake;

import java.time.Duration;

/**
 * How long bodies are kept as they came, and in how much space.
 *
 * @param bytesMax of all together, compressed; beyond it the oldest go
 */
public record BodyLimits(Duration kept, long bytesMax) {
  public static final BodyLimits DEFAULT = new BodyLimits(Duration.ofDays(14), 1L << 30);
}
