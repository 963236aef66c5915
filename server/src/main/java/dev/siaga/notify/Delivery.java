package dev.siaga.notify;

import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import org.jspecify.annotations.Nullable;

/**
 * One message to one person by one method, as it is planned.
 *
 * @param key says what it is for; planning the same one twice plans it once
 * @param person absent for a channel that is not a person's
 * @param address where to within the channel; empty when the channel has one place only
 */
public record Delivery(
    String key,
    Urgency urgency,
    @Nullable IncidentId incident,
    @Nullable Name person,
    Name channel,
    String address,
    Message message) {
  public static final int KEY_LENGTH_MAX = 300;

  public Delivery {
    if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
      throw new IllegalArgumentException("the key of a delivery is empty or too long");
    }
  }
}
