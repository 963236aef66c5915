package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** Whole folders at once. */
final class Trees {
  private static final Duration FORCE_MAX = Duration.ofMinutes(2);

  private Trees() {}

  static void delete(Path root) throws IOException {
    try (var tree = Files.walk(root)) {
      for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** All to the disk in one go: a thousand small files one by one take seconds. */
  static void force(Path root) {
    var command = List.of("sync", "-f", root.toString());
    Subprocess.run("writing to the disk", command, "", FORCE_MAX);
  }

  static void own(Path root, int uid, int gid) throws IOException {
    try (var tree = Files.walk(root)) {
      for (var path : tree.toList()) {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }
}
