package dev.siaga.incidents;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;

/** An alert that the gate let page, as it was then, with the gate's rule and reason. */
public record FiringAlert(
    AlertId alert,
    FiringId firing,
    Name integration,
    Title title,
    Instant startedAt,
    String rule,
    Text reason) {}
