package dev.siaga.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Another process that has its database in a folder: it can be killed, the test's own cannot. */
final class OtherSiaga implements AutoCloseable {
  private static final String READY = "ready ";

  private final Process process;
  private final BufferedReader output;

  private OtherSiaga(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The other process itself. */
  public static void main(String[] arguments) throws InterruptedException {
    var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), TestServer.options());
    System.out.println(READY + postgres.pid() + " " + postgres.jdbcUrl());
    new CountDownLatch(1).await();
  }

  static OtherSiaga begin(Path folder) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            OtherSiaga.class.getName(),
            folder.toString());
    return new OtherSiaga(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  long pid() {
    return process.pid();
  }

  /** What it says when it is ready: the server's process and address. */
  Ready awaitReady() {
    var line = lineThatContains(READY).split(" ", -1);
    return new Ready(Long.parseLong(line[1]), line[2]);
  }

  String lineThatContains(String part) {
    try {
      var said = new StringBuilder();
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains(part)) {
          return line;
        }
        said.append(line).append('\n');
      }
      throw new AssertionError("ended without saying " + part + ":\n" + said);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  record Ready(long serverPid, String url) {}
}
