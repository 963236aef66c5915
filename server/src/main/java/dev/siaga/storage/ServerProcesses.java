package dev.siaga.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * The server's processes as the kernel lists them. All carry the cluster's mark in their command
 * line, which everybody may read; that finds them also when their parent or their pid file is gone.
 */
record ServerProcesses(String mark) {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration FAST_STOP_MAX = Duration.ofSeconds(6);
  private static final Duration QUICK_STOP_MAX = Duration.ofSeconds(2);

  /** Unlike a path, device and inode stay the same when the folder is moved or linked. */
  static ServerProcesses of(Path cluster) throws IOException {
    var inode = Inode.of(cluster);
    return new ServerProcesses("siaga-%x-%016x".formatted(inode.device(), inode.number()));
  }

  /** The fast stop rolls transactions back; after its deadline the write-ahead log is relied on. */
  void stop() {
    if (running().length > 0) {
      stop(this::isPostmaster, "INT", FAST_STOP_MAX);
      stop(_ -> true, "QUIT", QUICK_STOP_MAX);
      stop(_ -> true, "KILL", QUICK_STOP_MAX);
    }
  }

  private void stop(LongPredicate whom, String signal, Duration deadline) {
    var pids = LongStream.of(running()).filter(whom).boxed().toList();
    if (!pids.isEmpty()) {
      signal(signal, pids);
      until(deadline, () -> pids.stream().noneMatch(this::runs));
    }
  }

  long[] running() {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      var pids = LongStream.builder();
      for (var process : processes) {
        var pid = Long.parseLong(process.getFileName().toString());
        if (runs(pid)) {
          pids.add(pid);
        }
      }
      return pids.build().toArray();
    } catch (IOException failure) {
      throw new StorageStartFault("Siaga cannot read /proc.", failure);
    }
  }

  private boolean runs(long pid) {
    return isPostmaster(pid) || commandLine(pid).startsWith("postgres: " + mark + ":");
  }

  /** A child too, until it has given itself a title; it understands the same signals. */
  private boolean isPostmaster(long pid) {
    return commandLine(pid).contains("\0--cluster_name=" + mark + "\0");
  }

  /** Empty for a zombie, which is what an ended process is until its parent asks. */
  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  /** By the shell's own kill: Java knows only SIGTERM, which waits for all clients to leave. */
  private static void signal(String name, List<Long> pids) {
    var targets = String.join(" ", pids.stream().map(String::valueOf).toList());
    var script = "kill -%s %s 2>/dev/null || true".formatted(name, targets);
    Subprocess.run("stopping PostgreSQL", List.of("sh", "-c", script), "", QUICK_STOP_MAX);
  }

  /** Whether the condition came true before the deadline. */
  static boolean until(Duration deadline, BooleanSupplier condition) {
    var end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
