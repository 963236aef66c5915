package dev.siaga.paging;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.oncall.Duty;
import dev.siaga.oncall.OnCall;
import dev.siaga.oncall.OnDuty;
import dev.siaga.oncall.Recipient;
import dev.siaga.resources.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom a step means when it is due. */
final class People {
  private People() {}

  /** Those whom the step names; with the first one also those who are always alerted. */
  static OnDuty ofStep(
      OnCall onCall, Snapshot all, Round round, Place place, @Nullable Name team, Instant at) {
    var found = new ArrayList<OnDuty>();
    for (var target : round.policy().steps().get(place.step() - 1).targets()) {
      found.add(onCall.onDuty(all, target, at));
    }
    if (place.repeat() == 0 && place.step() == 1) {
      found.add(onCall.alwaysAlerted(all, team));
    }
    return union(found);
  }

  /** Each recipient once, for the first reason that names it. */
  static OnDuty union(List<OnDuty> found) {
    Map<Recipient, Duty> duties = new LinkedHashMap<>();
    var missing = new ArrayList<Text>();
    for (var each : found) {
      each.duties().forEach(duty -> duties.putIfAbsent(duty.who(), duty));
      missing.addAll(each.missing());
    }
    return new OnDuty(List.copyOf(duties.values()), missing);
  }
}
