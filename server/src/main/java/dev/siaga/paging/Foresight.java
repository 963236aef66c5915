package dev.siaga.paging;

import dev.siaga.incidents.RoundCause;
import dev.siaga.kernel.Name;
import dev.siaga.oncall.OnCall;
import dev.siaga.oncall.OnDuty;
import dev.siaga.resources.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays a round through that nobody answers, without telling anybody. Pure. */
final class Foresight {
  private final OnCall onCall;
  private final Snapshot all;
  private final Supplier<List<Name>> administrators;

  Foresight(OnCall onCall, Snapshot all, Supplier<List<Name>> administrators) {
    this.onCall = onCall;
    this.all = all;
    this.administrators = administrators;
  }

  Preview preview(@Nullable Name service, @Nullable Name team, Instant at) {
    var hours = onCall.hours(all, team, at);
    var plan = onCall.plan(all, service, team, administrators);
    var steps = new ArrayList<Preview.Step>();
    var begins = at;
    if (!hours.inside() && hours.until() != null) {
      begins = hours.until();
      steps.add(step(at, Preview.Kind.QUIETLY, 0, 0, onCall.alwaysAlerted(all, team)));
    }
    var round =
        new Round(1, RoundCause.OPENED, false, begins, plan.name(), plan.version(), plan.policy());
    var place = Place.first(round);
    while (!place.isEnd(round.policy())) {
      var found = People.ofStep(onCall, all, round, place, team, place.due());
      steps.add(step(place.due(), Preview.Kind.PAGED, place.repeat(), place.step(), found));
      place =
          found.duties().isEmpty()
              ? place.afterNobody(round.policy(), place.due())
              : place.after(round.policy(), place.due());
    }
    var last = onCall.fallback(all, team, administrators);
    steps.add(step(place.due(), Preview.Kind.LOUDLY, place.repeat(), 0, last));
    return new Preview(at, hours, begins, plan, steps);
  }

  private static Preview.Step step(
      Instant at, Preview.Kind kind, int repeat, int step, OnDuty found) {
    var people =
        found.duties().stream()
            .map(duty -> new Preview.Person(duty.who(), duty.why(), duty.until()))
            .toList();
    return new Preview.Step(at, kind, repeat, step, people, found.missing());
  }
}
