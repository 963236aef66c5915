package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An alert as people and programs see it: its latest firing, and what the gate said of that. */
public record Alert(
    AlertId id,
    Name integration,
    Labels labels,
    Map<String, String> annotations,
    @Nullable String generatorUrl,
    String title,
    int version,
    Firing firing) {}
