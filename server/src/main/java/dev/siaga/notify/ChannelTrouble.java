package dev.siaga.notify;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;

/**
 * A channel whose last attempt failed, as this node has seen it.
 *
 * @param settings somebody must change its settings (password, certificate): it does not heal
 * @param resting retries, and what is not urgent, wait for a while
 */
public record ChannelTrouble(
    Name channel, Text why, Instant since, boolean settings, boolean resting) {}
