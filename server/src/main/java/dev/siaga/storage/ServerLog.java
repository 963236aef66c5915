package dev.siaga.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What PostgreSQL says, in a file that cannot grow for ever, with its last lines at hand. */
final class ServerLog {
  private static final Logger LOG = LoggerFactory.getLogger(ServerLog.class);
  private static final long FILE_BYTES_MAX = 5 << 20;
  private static final FileAttribute<?> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int TAIL_LINES_MAX = 12;
  private static final Duration LAST_WORDS_MAX = Duration.ofSeconds(1);

  private final Path file;
  private final Deque<String> tail = new ArrayDeque<>();
  private volatile @Nullable Thread reader;

  ServerLog(Path file) {
    this.file = file;
  }

  /** Reads to the end of the stream; never stops early, or the writer would block. */
  void follow(InputStream output) {
    reader = Thread.ofPlatform().daemon().name("postgres-log").start(() -> read(output));
  }

  /** The last lines, once an ended server has said everything. */
  String tail() {
    var reading = reader;
    try {
      if (reading != null) {
        reading.join(LAST_WORDS_MAX);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    synchronized (tail) {
      return String.join("\n", tail);
    }
  }

  private void read(InputStream output) {
    try (var lines = new BufferedReader(new InputStreamReader(output, UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
      }
    } catch (IOException ended) {
      LOG.debug("the log of PostgreSQL ended", ended);
    }
  }

  private void keep(String line) {
    synchronized (tail) {
      tail.addLast(line);
      if (tail.size() > TAIL_LINES_MAX) {
        tail.removeFirst();
      }
    }
    if (line.contains("PANIC:") || line.contains("page verification failed")) {
      LOG.error("PostgreSQL: {}", line);
    }
    append(line);
  }

  private void append(String line) {
    try {
      if (Files.exists(file) && Files.size(file) > FILE_BYTES_MAX) {
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), REPLACE_EXISTING);
      }
      if (!Files.exists(file)) {
        Files.createFile(file, OURS);
      }
      Files.writeString(file, line + "\n", UTF_8, StandardOpenOption.APPEND);
    } catch (IOException full) {
      LOG.debug("a line of PostgreSQL's log is lost", full);
    }
  }
}
