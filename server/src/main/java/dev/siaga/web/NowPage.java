package dev.siaga.web;

import dev.siaga.alerts.RecordedGroup;
import dev.siaga.alerts.Sender;
import dev.siaga.incidents.Head;
import dev.siaga.oncall.Gap;
import dev.siaga.oncall.Hours;
import java.util.List;

/** The home page: is something wrong, who has it, who is on call. */
public record NowPage(
    Frame frame,
    List<Head> incidents,
    int firing,
    List<TeamNow> teams,
    List<Gap> gaps,
    List<Sender> silent,
    List<RecordedGroup> recorded) {

  /** A team and whether it answers now. */
  public record TeamNow(String name, Hours hours, List<String> onCall) {}

  public long unanswered() {
    return incidents.stream().filter(Head::unanswered).count();
  }
}
