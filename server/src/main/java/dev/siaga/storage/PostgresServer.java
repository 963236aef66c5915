package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of the server, from its start to its end. */
final class PostgresServer {
  /** Long, because after a crash it first replays its log. */
  private static final Duration READY_MAX = Duration.ofMinutes(5);

  private static final int STATUS_LINE = 7;

  private final Process process;
  private final Path pidFile;
  private final ServerLog log;

  private PostgresServer(Process process, Path pidFile, ServerLog log) {
    this.process = process;
    this.pidFile = pidFile;
    this.log = log;
  }

  /** In a session of its own: Ctrl-C in a terminal must reach Siaga, which first drains. */
  static PostgresServer begin(PostgresCluster cluster, String mark, ServerLog log)
      throws IOException {
    // Nothing of this cluster runs; but in a container the number in an old file may be in use
    // again, by anybody, and PostgreSQL would refuse to start.
    var pidFile = cluster.folder().resolve("postmaster.pid");
    Files.deleteIfExists(pidFile);
    var command = new ArrayList<>(List.of("setsid"));
    command.addAll(cluster.server(mark));
    var process = Subprocess.start(Subprocess.bare(command));
    process.getOutputStream().close();
    log.follow(process.getInputStream());
    return new PostgresServer(process, pidFile, log);
  }

  /** PostgreSQL itself writes into its pid file that it takes connections. */
  void awaitReady() {
    ServerProcesses.until(READY_MAX, () -> ready() || !process.isAlive());
    if (!ready()) {
      throw new StorageStartFault("PostgreSQL did not start:\n" + log.tail());
    }
  }

  private boolean ready() {
    try {
      var lines = Files.readAllLines(pidFile);
      return lines.size() > STATUS_LINE
          && lines.getFirst().equals(Long.toString(process.pid()))
          && lines.get(STATUS_LINE).strip().equals("ready");
    } catch (IOException notYet) {
      return false;
    }
  }

  long pid() {
    return process.pid();
  }

  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }
}
