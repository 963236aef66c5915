package dev.siaga.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
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
    return new Surroundings(
        System.getenv(), Path.of(""), utf8(FileDescriptor.out), utf8(FileDescriptor.err));
  }

  /** Whatever the locale says: what is exported into a file is read again as UTF-8. */
  private static PrintStream utf8(FileDescriptor to) {
    return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }

  PrintWriter outWriter() {
    return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
  }

  PrintWriter errWriter() {
    return new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
  }
}
