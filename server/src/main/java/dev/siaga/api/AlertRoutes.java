package dev.siaga.api;

import dev.siaga.alerts.Alert;
import dev.siaga.alerts.AlertFilter;
import dev.siaga.alerts.Alerts;
import dev.siaga.alerts.GateAnswer;
import dev.siaga.alerts.Matcher;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Page;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Alerts, what the gate says, and silences. */
final class AlertRoutes implements Routes {
  private static final Duration RECORDED_SINCE = Duration.ofDays(1);

  private final Alerts alerts;
  private final InstantSource clock;

  AlertRoutes(Alerts alerts, InstantSource clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public Map<Endpoint, Handler> handlers() {
    return Map.of(
        AlertEndpoint.LIST_ALERTS, this::list,
        AlertEndpoint.SHOW_ALERT, this::show,
        AlertEndpoint.EXPIRE_ALERT, this::expire,
        AlertEndpoint.LIST_RECORDED, this::recorded,
        AlertEndpoint.PREVIEW_GATE, this::judge,
        AlertEndpoint.LIST_SILENCES, this::silences,
        AlertEndpoint.ADD_SILENCE, this::silence,
        AlertEndpoint.END_SILENCE, this::endSilence);
  }

  private Reply list(Call call) {
    var filter =
        new AlertFilter(
            call.queryTruth("firing"),
            call.queryOneOf("answer", GateAnswer.class),
            call.queryName("service"),
            call.queryName("integration"),
            call.queries("label").stream().map(text -> AlertJson.matcher("label", text)).toList());
    var page = alerts.list(filter, call.cursor(), call.limit());
    return call.ok(
        new Page<>(page.items().stream().map(AlertJson.AlertView::of).toList(), page.next()));
  }

  private Reply show(Call call) {
    var alert = alerts.find(new AlertId(call.id("alert"))).orElseThrow(Refused::notFound);
    return call.ok(AlertJson.AlertDetail.of(alert, alerts.firings(alert)));
  }

  private Reply expire(Call call) {
    return call.answer(
        alerts.expire(new AlertId(call.id("alert"))),
        (Alert alert) -> call.ok(AlertJson.AlertView.of(alert)));
  }

  private Reply recorded(Call call) {
    var since =
        Objects.requireNonNullElseGet(
            call.queryInstant("since"), () -> clock.instant().minus(RECORDED_SINCE));
    return call.ok(alerts.recorded(since, call.part()).map(AlertJson.RecordedView::of));
  }

  private Reply judge(Call call) {
    var asked = call.body(AlertJson.Question.class);
    requireIntegration(alerts, asked);
    var at = asked.atOr(clock.instant());
    var judgement = alerts.judge(asked.integration(), asked.sorted(), asked.notes(), at);
    return call.ok(AlertJson.JudgementView.of(judgement));
  }

  static void requireIntegration(Alerts alerts, AlertJson.Question asked) {
    if (alerts.spec(asked.integration()).isEmpty()) {
      throw Refused.invalid("integration", "api.no-integration", asked.integration());
    }
  }

  private Reply silences(Call call) {
    return call.ok(alerts.silences(call.part()).map(AlertJson.SilenceView::of));
  }

  private Reply silence(Call call) {
    var wanted = call.body(AlertJson.NewSilence.class);
    var matchers =
        IntStream.range(0, wanted.matchers().size())
            .<Matcher>mapToObj(
                i -> AlertJson.matcher("matchers[" + i + "]", wanted.matchers().get(i)))
            .toList();
    var starts = Objects.requireNonNullElseGet(wanted.startsAt(), clock::instant);
    return call.answer(
        alerts.silence(matchers, wanted.reason(), call.actor(), starts, wanted.endsAt()),
        silence -> call.reply(201, AlertJson.SilenceView.of(silence)));
  }

  private Reply endSilence(Call call) {
    return call.answer(alerts.endSilence(call.id("silence")), _ -> Reply.nothing(204));
  }
}
