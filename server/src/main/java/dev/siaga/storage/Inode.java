package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operating system keeps of a file beside its name. */
record Inode(long device, long number, int uid, int gid, int mode) {
  static Inode of(Path file) throws IOException {
    return new Inode(
        (long) Files.getAttribute(file, "unix:dev"),
        (long) Files.getAttribute(file, "unix:ino"),
        (int) Files.getAttribute(file, "unix:uid"),
        (int) Files.getAttribute(file, "unix:gid"),
        (int) Files.getAttribute(file, "unix:mode"));
  }

  /** Whether a folder lets this user pass through. */
  boolean passable(int byUid, int byGid) {
    if (uid == byUid) {
      return (mode & 0100) != 0;
    }
    return (mode & (gid == byGid ? 0010 : 0001)) != 0;
  }
}
