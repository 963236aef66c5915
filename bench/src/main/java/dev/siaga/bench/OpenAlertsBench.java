package dev.siaga.bench;

import dev.siaga.bench.Report.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;

/** With 100,000 open alerts: list, filter, and end one by hand. */
final class OpenAlertsBench implements Bench.Measurement {
  private static final double LIMIT_MILLIS = 100;
  private static final int BATCH = 250;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public List<Row> run(Bench.Setup setup) throws Exception {
    int alerts = setup.quick() ? 10_000 : 100_000;
    int times = setup.quick() ? 10 : 50;
    try (var siaga = Siaga.start(setup.root())) {
      siaga.apply(List.of(Siaga.integration()));
      for (int first = 0; first < alerts; first += BATCH) {
        send(siaga, Bodies.body("open", first, BATCH, "warning"));
      }
      var list = "/api/v1/alerts?firing=true&limit=50";
      var page = JSON.readTree(siaga.get(list));
      var rows = new ArrayList<Row>();
      rows.addAll(rows("list", times, _ -> siaga.get(list)));
      rows.addAll(
          rows(
              "filter by a label of one alert",
              times,
              n -> siaga.get(list + "&label=pod%3Dshop-" + (n * 1_999 % alerts))));
      rows.addAll(
          rows("filter by a label of all", times, _ -> siaga.get(list + "&label=job%3Dshop")));
      var ids = page.get("items").valueStream().map(item -> item.get("id").asString()).toList();
      rows.addAll(
          rows(
              "end one by hand",
              Math.min(times, ids.size()),
              n -> siaga.post("/api/v1/alerts/" + ids.get(n) + "/expire", Map.of())));
      return rows;
    }
  }

  private static List<Row> rows(String what, int times, Call call) throws Exception {
    var millis = new Histogram(Duration.ofSeconds(60).toNanos(), 3);
    call.run(0);
    for (int n = 1; n < times; n++) {
      long begun = System.nanoTime();
      call.run(n);
      millis.recordValue(System.nanoTime() - begun);
    }
    return List.of(
        Row.alone(what + ": p50", "ms", millis.getValueAtPercentile(50) / 1e6),
        Row.alone(what + ": max", "ms", millis.getMaxValue() / 1e6).below(LIMIT_MILLIS));
  }

  private static void send(Siaga siaga, byte[] body) throws Exception {
    var once = new HttpLoad(siaga.port(), siaga.intakePath(), 1);
    var sent = once.once(body);
    if (sent / 100 != 2) {
      throw new IllegalStateException("alerts were answered with " + sent);
    }
  }

  /** One measured request. */
  @FunctionalInterface
  private interface Call {
    void run(int n) throws Exception;
  }
}
