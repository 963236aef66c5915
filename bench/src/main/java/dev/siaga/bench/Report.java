package dev.siaga.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The rows of one benchmark: a table for people, a file for later. */
record Report(String name, List<Row> rows) {
  /**
   * One figure.
   *
   * @param peer the same figure of the peer, in the same run; absent where there is no peer
   * @param ratio siaga divided by peer
   * @param target what was aimed at, in words
   * @param met absent where no target was set
   */
  record Row(
      String metric,
      String unit,
      double siaga,
      @Nullable Double peer,
      @Nullable String peerName,
      @Nullable Double ratio,
      @Nullable String target,
      @Nullable Boolean met) {

    static Row beside(String metric, String unit, double siaga, double peer, String peerName) {
      return new Row(metric, unit, siaga, peer, peerName, siaga / peer, null, null);
    }

    static Row alone(String metric, String unit, double siaga) {
      return new Row(metric, unit, siaga, null, null, null, null, null);
    }

    /** At least so many times the peer. */
    Row atLeast(double times) {
      boolean reached = ratio != null && ratio >= times;
      return new Row(
          metric, unit, siaga, peer, peerName, ratio, "at least " + times + "x", reached);
    }

    Row below(double limit) {
      return new Row(
          metric, unit, siaga, peer, peerName, ratio, "< " + limit + " " + unit, siaga < limit);
    }
  }

  void printAndWrite(Path root) throws IOException {
    System.out.printf(Locale.ROOT, "%n%s%n", name);
    System.out.printf(
        Locale.ROOT,
        "%-44s %-8s %12s %12s %8s  %s%n",
        "metric",
        "unit",
        "siaga",
        "peer",
        "ratio",
        "target");
    for (var row : rows) {
      System.out.printf(
          Locale.ROOT,
          "%-44s %-8s %12s %12s %8s  %s%n",
          row.metric(),
          row.unit(),
          number(row.siaga()),
          row.peer() == null ? "" : number(row.peer()),
          row.ratio() == null ? "" : String.format(Locale.ROOT, "%.2f", row.ratio()),
          row.target() == null
              ? ""
              : row.target() + (Boolean.TRUE.equals(row.met()) ? " met" : " MISSED"));
    }
    var file = root.resolve("bench/results/" + name + ".json");
    Files.createDirectories(file.getParent());
    var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    Files.writeString(file, json.writeValueAsString(document(root)) + "\n");
    System.out.println("written to " + root.relativize(file));
  }

  private LinkedHashMap<String, Object> document(Path root) throws IOException {
    var document = new LinkedHashMap<String, Object>();
    document.put("name", name);
    document.put("when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    document.put("machine", Machine.description());
    document.put("commit", Machine.commit(root));
    document.put("rows", rows);
    return document;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
  }
}
