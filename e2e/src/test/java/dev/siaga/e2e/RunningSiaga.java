package dev.siaga.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The built program as a process, started by its launcher and driven from outside. */
final class RunningSiaga implements AutoCloseable {
  /** A first start may have to make its database and its AOT cache on a busy machine. */
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private static final Duration END_MAX = Duration.ofSeconds(20);
  private static final String END = "(end of output)";
  private static final String READY = "Siaga is ready on ";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> before = new ArrayList<>();
  private final URI address;

  private RunningSiaga(Process process) throws InterruptedException {
    this.process = process;
    Thread.ofVirtual().start(this::read);
    this.address = awaitReady();
  }

  /** Starts on a free port with its data below {@code folder}, and returns when it is ready. */
  static RunningSiaga start(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(folder, settings, List.of(launcher()));
  }

  /** The same in a terminal of its own, whose keyboard is the process's input. */
  static RunningSiaga startInTerminal(Path folder) throws IOException, InterruptedException {
    return start(folder, Map.of(), List.of("script", "-q", "-e", "-c", launcher(), "/dev/null"));
  }

  private static RunningSiaga start(Path folder, Map<String, String> settings, List<String> command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SIAGA_"));
    builder.environment().put("SIAGA_HTTP_PORT", "0");
    builder.environment().put("SIAGA_DATA", folder.resolve("data").toString());
    builder.environment().putAll(settings);
    builder.redirectError(folder.resolve("siaga.log").toFile());
    return new RunningSiaga(builder.start());
  }

  URI address() {
    return address;
  }

  /** What it printed before it was ready, such as the one-time link of a first start. */
  List<String> linesBeforeReady() {
    return List.copyOf(before);
  }

  Process process() {
    return process;
  }

  /** SIGTERM, as a supervisor sends it; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("Siaga still runs after " + END_MAX);
    }
    return process.exitValue();
  }

  static String launcher() {
    var folder = Path.of("").toAbsolutePath(); // the module's
    return folder.resolveSibling("siaga").toString();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private URI awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (true) {
      var line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        process.destroyForcibly();
        throw new AssertionError("Siaga did not become ready; it printed " + before);
      }
      if (line.startsWith(READY)) {
        return URI.create(line.substring(READY.length()).strip());
      }
      before.add(line);
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines::add);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      lines.add(END);
    }
  }
}
