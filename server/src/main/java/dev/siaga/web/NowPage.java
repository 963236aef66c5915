package dev.siaga.web;

import dev.siaga.alerts.RecordedGroup;
import dev.siaga.alerts.Sender;
import dev.siaga.incidents.Overview;
import dev.siaga.kernel.Page;
import dev.siaga.oncall.Gap;
import dev.siaga.oncall.Hours;
import java.util.List;

/** The home page: is something wrong, who has it, who is on call. */
public record NowPage(
    Frame frame,
    Overview incidents,
    int firing,
    List<TeamNow> teams,
    List<Gap> gaps,
    List<Sender> silent,
    Page<RecordedGroup> recorded) {

  /** A team and whether it answers now. */
  public record TeamNow(String name, Hours hours, List<String> onCall) {}

  /** How many are not shown. */
  public int others() {
    return incidents.open() - incidents.first().size();
  }

  /** How many groups were only recorded; with a plus when there are even more. */
  public String recordedCount() {
    return recorded.items().size() + (recorded.next() == null ? "" : "+");
  }
}
