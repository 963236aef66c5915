package dev.siaga.e2e;

import dev.siaga.fakes.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The built program as a process, started by its launcher and driven from outside. */
final class RunningSiaga implements AutoCloseable {
  /** A first start may have to make its database and its AOT cache on a busy machine. */
  private static final Duration START_MAX = Duration.ofMinutes(3);

  private static final Duration COMMAND_MAX = Duration.ofMinutes(2);
  private static final Duration END_MAX = Duration.ofSeconds(20);
  private static final String END = "(end of output)";
  private static final String READY = "Siaga is ready on ";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> before = new ArrayList<>();
  private final CompletableFuture<URI> address = new CompletableFuture<>();

  private RunningSiaga(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::read);
  }

  /** Starts on a free port with its data below {@code folder}, and returns when it is ready. */
  static RunningSiaga start(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(folder, settings, List.of(launcher()));
  }

  /**
   * The same in a terminal of its own, whose keyboard is the process's input. The shell that
   * script(1) starts must not stay in between: dash would end with 130 though Siaga ends with 0. A
   * terminal's programs hear Ctrl-C, also where the tests run in the background and do not.
   */
  static RunningSiaga startInTerminal(Path folder) throws IOException, InterruptedException {
    var command = "exec env --default-signal=INT " + launcher();
    return start(folder, Map.of(), List.of("script", "-q", "-e", "-c", command, "/dev/null"));
  }

  private static RunningSiaga start(Path folder, Map<String, String> settings, List<String> command)
      throws IOException, InterruptedException {
    var siaga = begin(folder, settings, command);
    siaga.awaitReady();
    return siaga;
  }

  /** The same as {@link #start(Path, Map)}, but returns at once. */
  static RunningSiaga begin(Path folder, Map<String, String> settings) throws IOException {
    return begin(folder, settings, List.of(launcher()));
  }

  private static RunningSiaga begin(Path folder, Map<String, String> settings, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SIAGA_"));
    builder.environment().put("SIAGA_HTTP_PORT", "0");
    builder.environment().put("SIAGA_DATA", folder.resolve("data").toString());
    builder.environment().putAll(settings);
    builder.redirectError(Redirect.appendTo(folder.resolve("siaga.log").toFile()));
    return new RunningSiaga(builder.start());
  }

  /**
   * Runs one command of the program against this Siaga, as an administrator would type it, and
   * returns its exit code; what it prints is kept in command.log.
   */
  int command(Path folder, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    var log = folder.resolve("command.log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SIAGA_"));
    builder.environment().put("SIAGA_SERVER", address().toString());
    builder.environment().putAll(environment);
    var running = builder.start();
    if (!running.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      running.destroyForcibly();
      throw new AssertionError(command + " still runs after " + COMMAND_MAX);
    }
    if (running.exitValue() != 0) {
      System.err.println(Files.readString(log));
    }
    return running.exitValue();
  }

  /** Where it listens; only once it is ready. */
  URI address() {
    return address.resultNow();
  }

  /** What it printed before it was ready, such as the one-time link of a first start. */
  List<String> linesBeforeReady() {
    return List.copyOf(before);
  }

  Process process() {
    return process;
  }

  /** SIGKILL, for this process alone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    exitCode();
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
    Processes.end(process, END_MAX);
  }

  /** Fails when it ends instead. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!address.isDone()) {
      var line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        process.destroyForcibly();
        throw new AssertionError("Siaga did not become ready; it printed " + before);
      }
      if (line.startsWith(READY)) {
        address.complete(URI.create(line.substring(READY.length()).strip()));
        return;
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
