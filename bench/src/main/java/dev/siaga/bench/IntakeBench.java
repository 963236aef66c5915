package dev.siaga.bench;

import dev.siaga.bench.Report.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * {@code POST .../api/v2/alerts}, 64 connections: 1 and 50 alerts a request, 2,000 alerts that
 * repeat and alerts that are all new, Siaga and Alertmanager in turn, each resting while the other
 * is measured: Alertmanager goes on working on what it has answered already, for many seconds when
 * all is new. Siaga is durable before it answers; Alertmanager keeps alerts in memory.
 */
final class IntakeBench implements Bench.Measurement {
  private static final int CONNECTIONS = 64;
  private static final int REPEATING_ALERTS = 2_000;

  /** A server runs for weeks: its just-in-time compiler is done long before what is measured. */
  private static final Duration WARM_UP = Duration.ofSeconds(60);

  private static final Duration MEASURED = Duration.ofSeconds(6);
  private static final Duration QUICK = Duration.ofSeconds(1);

  @Override
  public List<Row> run(Bench.Setup setup) throws Exception {
    var rows = new ArrayList<Row>();
    for (int size : new int[] {1, 50}) {
      rows.addAll(
          compare(setup, "repeating", size, _ -> Bodies.repeating(REPEATING_ALERTS, size), 2));
      rows.addAll(
          compare(setup, "all new", size, run -> Bodies.allNew(run, size), size == 1 ? 1 : 0.7));
    }
    return rows;
  }

  private static List<Row> compare(
      Bench.Setup setup,
      String kind,
      int size,
      Function<String, IntFunction<byte[]>> bodies,
      double target)
      throws Exception {
    var name = kind + ", " + size + " a request";
    try (var siaga = Siaga.start(setup.root());
        var peer = Alertmanager.silent()) {
      siaga.apply(List.of(Siaga.integration()));
      var ours = new HttpLoad(siaga.port(), siaga.intakePath(), CONNECTIONS);
      var theirs = new HttpLoad(peer.port(), "/api/v2/alerts", CONNECTIONS);
      var warmUp = setup.quick() ? QUICK : WARM_UP;
      var measured = setup.quick() ? QUICK : MEASURED;
      var us = siaga.tree();
      var them = peer.tree();
      them.whileResting(() -> measure(ours, us, warmUp, bodies.apply("warm-up")));
      us.whileResting(() -> measure(theirs, them, warmUp, bodies.apply("warm-up")));
      var a = new ArrayList<Measured>();
      var b = new ArrayList<Measured>();
      for (int round = 0; round < (setup.quick() ? 1 : 3); round++) {
        var alerts = bodies.apply("a" + round);
        a.add(them.whileResting(() -> measure(ours, us, measured, alerts)));
        b.add(us.whileResting(() -> measure(theirs, them, measured, alerts)));
      }
      return rows(name, size, median(a), median(b), target);
    }
  }

  private static List<Row> rows(String name, int size, Measured a, Measured b, double target) {
    var peer = Alertmanager.NAME;
    return List.of(
        Row.beside(name + ": requests", "1/s", a.load().perSecond(), b.load().perSecond(), peer)
            .atLeast(target),
        Row.beside(
            name + ": alerts",
            "1/s",
            a.load().perSecond() * size,
            b.load().perSecond() * size,
            peer),
        Row.beside(name + ": p50", "ms", a.load().millis(50), b.load().millis(50), peer),
        Row.beside(name + ": p99", "ms", a.load().millis(99), b.load().millis(99), peer),
        Row.beside(name + ": max", "ms", a.load().millis(100), b.load().millis(100), peer),
        Row.beside(name + ": CPU", "us/req", a.cpuMicros(), b.cpuMicros(), peer),
        Row.beside(name + ": memory", "MiB", a.memoryMib(), b.memoryMib(), peer));
  }

  private static Measured measure(
      HttpLoad load, ProcessTree tree, Duration length, IntFunction<byte[]> bodies)
      throws Exception {
    long before = tree.cpuMicros();
    var result = load.run(length, bodies);
    if (result.failed() > 0) {
      throw new IllegalStateException(result.failed() + " requests failed");
    }
    return new Measured(
        result, (double) (tree.cpuMicros() - before) / result.requests(), tree.memoryMib());
  }

  private static Measured median(List<Measured> rounds) {
    return rounds.stream()
        .sorted(java.util.Comparator.comparingDouble(m -> m.load().perSecond()))
        .toList()
        .get(rounds.size() / 2);
  }

  private record Measured(HttpLoad.Result load, double cpuMicros, double memoryMib) {}
}
