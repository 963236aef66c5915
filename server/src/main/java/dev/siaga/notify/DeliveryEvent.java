package dev.siaga.notify;

import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is published on {@link #TOPIC} after each attempt. */
public record DeliveryEvent(
    String key,
    Urgency urgency,
    @Nullable IncidentId incident,
    @Nullable Name person,
    Name channel,
    DeliveryState state,
    int attempt,
    @Nullable String acceptedBy,
    @Nullable String providerId,
    @Nullable Text why,
    @Nullable Instant nextTry,
    Instant at) {
  public static final String TOPIC = "delivery";
  private static final JsonMapper JSON = JsonMapper.shared();

  public static DeliveryEvent parse(String body) {
    return JSON.readValue(body, DeliveryEvent.class);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }
}
