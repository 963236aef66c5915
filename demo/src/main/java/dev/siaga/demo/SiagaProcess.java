package dev.siaga.demo;

import dev.siaga.fakes.Processes;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Siaga itself as a child process: this JVM's options, another main class. */
final class SiagaProcess implements AutoCloseable {
  private static final String MAIN = "dev.siaga.app.Main";
  private static final String READY = "Siaga is ready on ";
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  /** A first start makes a database, perhaps on a busy machine. */
  private static final Duration READY_MAX = Duration.ofMinutes(3);

  private static final Duration STOP_MAX = Duration.ofSeconds(10);
  private static final Duration COMMAND_MAX = Duration.ofMinutes(2);

  private final Process process;
  private final PrintStream out;
  private final CompletableFuture<URI> ready = new CompletableFuture<>();

  private SiagaProcess(Process process, PrintStream out) {
    this.process = process;
    this.out = out;
    Thread.ofVirtual().name("what Siaga says").start(this::passOn);
  }

  /**
   * Starts the server. Call this from a thread that lives as long as the demo: Siaga is told to end
   * when that thread does, even when nobody had the time to ask it.
   */
  static SiagaProcess serve(Map<String, String> environment, Path settings, PrintStream out)
      throws IOException {
    var command = new ArrayList<String>();
    if (Files.isExecutable(SETPRIV)) {
      command.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "TERM", "--"));
    }
    command.addAll(java("serve", "--settings", settings.toString()));
    return new SiagaProcess(builder(command, environment).start(), out);
  }

  /** Runs one command to its end and returns its exit code; it prints where the demo prints. */
  static int run(Map<String, String> environment, PrintStream out, String... arguments)
      throws IOException, InterruptedException {
    var process = builder(java(arguments), environment).start();
    try (var lines = process.inputReader()) {
      lines.lines().forEach(out::println);
    }
    if (!process.waitFor(COMMAND_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new IOException("siaga " + arguments[0] + " did not end within " + COMMAND_MAX);
    }
    return process.exitValue();
  }

  /** Where it listens, once it does. */
  URI awaitReady() throws IOException, InterruptedException {
    try {
      return ready.get(READY_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("Siaga was not ready after " + READY_MAX, e);
    } catch (ExecutionException e) {
      throw new IOException("Siaga ended before it was ready", e);
    }
  }

  /** Calls {@code then} when Siaga has ended, for whatever reason. */
  void onEnd(Runnable then) {
    var _ = process.onExit().thenRun(then);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Only once it has ended. */
  int exitCode() {
    return process.exitValue();
  }

  @Override
  public void close() {
    Processes.end(process, STOP_MAX);
  }

  private void passOn() {
    try (var lines = process.inputReader()) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
        if (line.startsWith(READY)) {
          ready.complete(URI.create(line.substring(READY.length()).strip()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("failed reading what Siaga says", e);
    } finally {
      ready.completeExceptionally(new IOException("its output ended"));
    }
  }

  private static List<String> java(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    command.addAll(List.of(arguments));
    return command;
  }

  private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }
}
