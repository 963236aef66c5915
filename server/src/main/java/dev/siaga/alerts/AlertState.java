package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it stands: what each source last said, and its latest firing.
 *
 * @param version counts transitions; what a node believes of an alert is good while it stands
 */
record AlertState(
    AlertId id,
    Name integration,
    Labels labels,
    Map<String, String> annotations,
    @Nullable String generatorUrl,
    int version,
    Firing firing,
    SortedMap<String, SourceState> sources) {

  AlertState withSources(SortedMap<String, SourceState> others) {
    return new AlertState(
        id, integration, labels, annotations, generatorUrl, version, firing, others);
  }

  boolean isFiring() {
    return firing.isOpen();
  }

  /** When the last of the sources' leases counts as run out; absent while one has no lease. */
  @Nullable Instant lapsesAt() {
    @Nullable Instant last = null;
    for (var source : sources.values()) {
      if (source.firing()) {
        var lapses = source.lapsesAt();
        if (lapses == null) {
          return null;
        }
        last = last == null || lapses.isAfter(last) ? lapses : last;
      }
    }
    return last;
  }

  /** What the alert is called where there is room for one line. */
  String title() {
    var summary = annotations.getOrDefault("summary", "");
    var title = summary.isBlank() ? labels.get("alertname") : summary;
    var shown = title.isBlank() ? labels.map().toString() : title.strip();
    return shown.length() <= TITLE_CHARS_MAX
        ? shown
        : shown.substring(0, TITLE_CHARS_MAX - 1) + "…";
  }

  static final int TITLE_CHARS_MAX = 200;
}
