package dev.siaga.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that Siaga runs, with an environment in which none of the user's variables lives. */
final class Subprocess {
  private static final int OUTPUT_CHARS_MAX = 2_000;

  private Subprocess() {}

  /** From the root folder, because the user it runs as may not be able to enter ours. */
  static ProcessBuilder bare(List<String> command) {
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    return builder.redirectErrorStream(true);
  }

  static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException failure) {
      var program = builder.command().getFirst();
      throw new StorageStartFault(
          "Siaga cannot run %s, which it needs to start PostgreSQL (Linux package util-linux)."
              .formatted(program),
          failure);
    }
  }

  /** Runs to the end; anything but success is a fault that quotes what the program said. */
  static void run(String doing, List<String> command, String input, Duration deadline) {
    try {
      var output = Files.createTempFile("siaga-", ".out");
      try {
        run(doing, command, input, deadline, output);
      } finally {
        Files.delete(output);
      }
    } catch (IOException failure) {
      throw new StorageStartFault("Failed %s: %s.".formatted(doing, failure.getMessage()), failure);
    }
  }

  private static void run(
      String doing, List<String> command, String input, Duration deadline, Path output)
      throws IOException {
    var process = start(bare(command).redirectOutput(output.toFile()));
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    } catch (IOException endedBeforeReading) {
      // Its exit code and output say why.
    }
    if (!ended(process, deadline)) {
      process.destroyForcibly();
      throw new StorageStartFault("Failed %s: no end after %s.".formatted(doing, deadline));
    }
    if (process.exitValue() != 0) {
      throw new StorageStartFault("Failed %s: %s".formatted(doing, tail(output)));
    }
  }

  private static boolean ended(Process process, Duration deadline) {
    try {
      return process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String tail(Path output) throws IOException {
    var text = Files.readString(output).strip();
    return text.substring(Math.max(0, text.length() - OUTPUT_CHARS_MAX));
  }
}
