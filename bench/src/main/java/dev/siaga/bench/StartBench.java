package dev.siaga.bench;

import dev.siaga.bench.Report.Row;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** From the command to the ready line, database included; and what lies idle in memory after it. */
final class StartBench implements Bench.Measurement {
  private static final double LATER_START_MILLIS = 2_000;
  private static final double IDLE_MIB = 400;

  @Override
  public List<Row> run(Bench.Setup setup) throws Exception {
    var data = Files.createTempDirectory("siaga-bench");
    var first = Siaga.start(setup.root(), data);
    first.stop();
    var later = new ArrayList<Double>();
    double idle = 0;
    for (int i = 0; i < (setup.quick() ? 2 : 5); i++) {
      var siaga = Siaga.start(setup.root(), data);
      later.add(siaga.startedIn().toNanos() / 1e6);
      LockSupport.parkNanos(Duration.ofSeconds(setup.quick() ? 2 : 10).toNanos());
      idle = Math.max(idle, siaga.tree().memoryMib());
      siaga.stop();
    }
    var sorted = later.stream().sorted().toList();
    return List.of(
        Row.alone("first start, to ready", "ms", first.startedIn().toNanos() / 1e6),
        Row.alone("later start, to ready: median", "ms", sorted.get(sorted.size() / 2))
            .below(LATER_START_MILLIS),
        Row.alone("later start, to ready: max", "ms", sorted.getLast()),
        Row.alone("idle memory, all processes (PSS)", "MiB", idle).below(IDLE_MIB));
  }
}
