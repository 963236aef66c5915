package dev.siaga.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** A process and all its children, as Linux accounts for them. */
record ProcessTree(ProcessHandle root) {
  private static final long TICK_MICROS = 10_000; // USER_HZ is 100 on every Linux that we meet

  /** User and system time so far, of those that still live, in microseconds. */
  long cpuMicros() {
    return all().mapToLong(ProcessTree::cpuMicros).sum();
  }

  /** Proportional set size: what is shared between them counts once. In MiB. */
  double memoryMib() {
    return all().mapToLong(ProcessTree::pssKib).sum() / 1024.0;
  }

  /**
   * What this side has put off until later, and would do while its rival is measured, waits for its
   * own turn: it stands still meanwhile.
   */
  <T> T whileResting(Callable<T> measurement) throws Exception {
    try {
      signal("STOP");
      return measurement.call();
    } finally {
      signal("CONT");
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    for (var process : all().toList()) {
      var command = List.of("kill", "-" + name, Long.toString(process.pid()));
      int status = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start().waitFor();
      if (status != 0 && process.isAlive()) { // one that has ended meanwhile needs no signal
        throw new IOException(command + " ended with " + status);
      }
    }
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  private static long cpuMicros(ProcessHandle process) {
    try {
      var stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
    } catch (IOException gone) {
      return 0;
    }
  }

  private static long pssKib(ProcessHandle process) {
    try {
      return lines(process).stream()
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  private static List<String> lines(ProcessHandle process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/smaps_rollup"));
  }
}
