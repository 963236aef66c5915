package dev.siaga.incidents;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert that the gate lets page, on its way into an incident.
 *
 * @param groupKey alerts with the same key belong to the same open incident
 * @param rule the gate's rule, and its {@code reason}
 * @param resumed the firing had ended and goes on
 */
public record PagedAlert(
    AlertId alert,
    FiringId firing,
    Name integration,
    Optional<Name> service,
    Optional<Name> team,
    String environment,
    String groupKey,
    String title,
    String description,
    Instant startedAt,
    String rule,
    Text reason,
    boolean resumed) {}
