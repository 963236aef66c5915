package dev.siaga.app;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** What a command is run in: its environment, its folder and where it prints. */
record Surroundings(
    Map<String, String> environment, Path folder, PrintStream out, PrintStream err) {
  static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), Path.of(""), System.out, System.err);
  }

  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }

  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }
}
