package dev.siaga.api;

import dev.siaga.accounts.TeamSpec;
import dev.siaga.alerts.GateAnswer;
import dev.siaga.kernel.Name;
import dev.siaga.oncall.RosterSpec;
import dev.siaga.oncall.Target;
import dev.siaga.resources.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/** Who is on call, and who would be woken. */
final class OnCallRoutes implements Routes {
  private final Doors doors;
  private final InstantSource clock;

  OnCallRoutes(Doors doors, InstantSource clock) {
    this.doors = doors;
    this.clock = clock;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        PeopleEndpoint.SHOW_ON_CALL, this::show, AlertEndpoint.PREVIEW_PAGING, this::preview);
  }

  private Reply show(Call call) {
    var at = Objects.requireNonNullElseGet(call.queryInstant("at"), clock::instant);
    var all = doors.resources().snapshot();
    var teams = all.all(TeamSpec.KIND).keySet().stream().map(team -> team(all, team, at)).toList();
    var rosters =
        all.all(RosterSpec.KIND).keySet().stream()
            .map(name ->
                OnCallJson.RosterView.of(
                    name, doors.onCall().onDuty(all, new Target.OfRoster(name), at)))
            .toList();
    var gaps = doors.onCall().gaps(all, at).stream().map(OnCallJson.GapView::of).toList();
    return call.ok(new OnCallJson.OnCallView(at, teams, rosters, gaps));
  }

  private OnCallJson.TeamView team(Snapshot all, Name team, Instant at) {
    var onCall = doors.onCall();
    return new OnCallJson.TeamView(
        team,
        OnCallJson.HoursView.of(onCall.hours(all, team, at)),
        onCall.lead(all, team).orElse(null),
        onCall.alwaysAlerted(all, team).duties().stream().map(OnCallJson.DutyView::of).toList());
  }

  private Reply preview(Call call) {
    var asked = call.body(AlertJson.Question.class);
    AlertRoutes.requireIntegration(doors.alerts(), asked);
    var at = asked.atOr(clock.instant());
    var judgement = doors.alerts().judge(asked.integration(), asked.sorted(), asked.notes(), at);
    return call.answer(
        doors.paging().preview(judgement.service(), at),
        preview ->
            call.ok(
                new OnCallJson.WouldBeWoken(
                    AlertJson.JudgementView.of(judgement),
                    judgement.answer() == GateAnswer.PAGE,
                    OnCallJson.PreviewView.of(preview))));
  }
}
