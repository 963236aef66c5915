package dev.siaga.web;

import dev.siaga.alerts.Alert;
import dev.siaga.alerts.RecordedGroup;
import dev.siaga.alerts.Silence;
import dev.siaga.kernel.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What arrived, what the gate said of it and why, what was only recorded, and the silences. */
public record AlertsPage(
    Frame frame,
    List<Alert> alerts,
    @Nullable String next,
    String filter,
    boolean all,
    Page<RecordedGroup> recorded,
    Page<Silence> silences,
    String problem) {

  public String reason(Alert alert) {
    return frame.say(alert.firing().judgement().reason());
  }
}
