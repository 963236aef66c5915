package dev.siaga.e2e;

import dev.siaga.fakes.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code ./siaga demo} as a process, and the addresses that its guide names. */
final class RunningDemo implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(4);
  private static final Duration END_MAX = Duration.ofSeconds(20);
  private static final String END = "(end of output)";
  private static final Pattern ADDRESS = Pattern.compile("http://\\S+");

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final URI siaga;
  private final URI mailbox;
  private final URI shop;

  RunningDemo(Path folder, List<String> options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(RunningSiaga.launcher(), "demo"));
    command.addAll(options);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SIAGA_"));
    builder.environment().put("SIAGA_HTTP_PORT", "0");
    this.process = builder.redirectError(folder.resolve("demo.log").toFile()).start();
    Thread.ofVirtual().start(this::read);
    this.siaga = addressAfter("Siaga  ");
    this.mailbox = addressAfter("Mailbox  ");
    this.shop = addressAfter("Demo shop  ");
  }

  URI siaga() {
    return siaga;
  }

  URI mailbox() {
    return mailbox;
  }

  URI shop() {
    return shop;
  }

  /** SIGTERM; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the demo still runs after " + END_MAX);
    }
    return process.exitValue();
  }

  /** What it started and what those started. */
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  @Override
  public void close() {
    Processes.end(process, END_MAX);
  }

  private URI addressAfter(String beginning) throws InterruptedException {
    var printed = new ArrayList<String>();
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (true) {
      var line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        process.destroy();
        throw new AssertionError("no line began with " + beginning + " among " + printed);
      }
      printed.add(line);
      var address = ADDRESS.matcher(line);
      if (line.startsWith(beginning) && address.find()) {
        return URI.create(address.group());
      }
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
