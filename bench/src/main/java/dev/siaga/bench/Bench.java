package dev.siaga.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Runs the named benchmarks, prints their tables and writes {@code bench/results/NAME.json}. */
public final class Bench {
  private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

  static {
    ALL.put("intake", new IntakeBench());
    ALL.put("page", new PageBench());
    ALL.put("alerts", new OpenAlertsBench());
    ALL.put("start", new StartBench());
  }

  private Bench() {}

  static void main(String[] args) throws Exception {
    boolean quick = List.of(args).contains("--quick");
    var names = new ArrayList<>(List.of(args));
    names.remove("--quick");
    if (names.isEmpty()) {
      names.addAll(ALL.keySet());
    }
    if (!Set.copyOf(ALL.keySet()).containsAll(names)) {
      System.err.println("usage: bench/run [--quick] [" + String.join(" | ", ALL.keySet()) + "]");
      System.exit(2);
    }
    var root = Path.of(System.getProperty("siaga.root", ".")).toAbsolutePath().normalize();
    for (var name : names) {
      var rows = Objects.requireNonNull(ALL.get(name)).run(new Setup(root, quick));
      new Report(quick ? name + "-quick" : name, rows).printAndWrite(root);
    }
  }

  /**
   * Where and how to measure.
   *
   * @param quick under a minute in all: to see that it works, not to quote
   */
  record Setup(Path root, boolean quick) {}

  /** One benchmark. */
  @FunctionalInterface
  interface Measurement {
    List<Report.Row> run(Setup setup) throws Exception;
  }
}
