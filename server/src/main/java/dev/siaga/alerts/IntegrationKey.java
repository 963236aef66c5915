package dev.siaga.alerts;

import dev.siaga.kernel.Name;
import java.time.Instant;

/**
 * A key that was made for an integration; what it is only its sender knows.
 *
 * @param id the hash of the key
 * @param madeBy in the form of an actor
 */
public record IntegrationKey(String id, Name integration, Instant madeAt, String madeBy) {}
