package dev.siaga.storage;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once a version from the class path. */
final class PostgresBinaries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");

  private PostgresBinaries() {}

  /**
   * The folder of this version below {@code parent}. A folder that is there is complete: it is
   * unpacked beside, forced to the disk and renamed.
   */
  static Path unpacked(Path parent, boolean durable) throws IOException {
    var archive = archive();
    Files.createDirectories(parent);
    Files.setPosixFilePermissions(parent, PROGRAM);
    var home = parent.resolve(version(archive));
    if (Files.isDirectory(home)) {
      return home;
    }
    LOG.info("unpacking PostgreSQL, once for this version");
    var partial = Files.createTempDirectory(parent, "partial-");
    unpack(archive, partial);
    Files.setPosixFilePermissions(partial, PROGRAM);
    if (durable) {
      Trees.force(partial);
    }
    settle(partial, home);
    return home;
  }

  /** Versions that an upgrade left behind, and what a crash left half unpacked. */
  static void removeOthers(Path home) throws IOException {
    try (var siblings = Files.list(home.resolveSibling("."))) {
      for (var sibling : siblings.map(Path::normalize).filter(s -> !s.equals(home)).toList()) {
        Trees.delete(sibling);
      }
    }
  }

  private static URL archive() {
    var system = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
    var name =
        switch (system.toLowerCase(Locale.ROOT)) {
          case "linux amd64", "linux x86_64" -> "/postgres-linux-x86_64.txz";
          case "linux aarch64", "linux arm64" -> "/postgres-linux-arm_64.txz";
          default ->
              throw new StorageStartFault(
                  "Siaga brings its own PostgreSQL for Linux on amd64 and arm64 only, and this is "
                      + system
                      + ": set SIAGA_DATABASE_URL to a PostgreSQL 15 to 18.");
        };
    var archive = PostgresBinaries.class.getResource(name);
    if (archive == null) {
      throw new StorageStartFault("This build of Siaga lacks " + name + ".");
    }
    return archive;
  }

  /** The checksum that the jar already has: reading 15 MB at every start would cost time. */
  private static String version(URL archive) throws IOException {
    var connection = archive.openConnection();
    if (connection instanceof JarURLConnection jar) {
      return Long.toHexString(jar.getJarEntry().getCrc());
    }
    return Long.toHexString(connection.getContentLengthLong());
  }

  private static void unpack(URL archive, Path into) throws IOException {
    try (var packed = new BufferedInputStream(archive.openStream(), 1 << 16);
        var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (needed(entry)) {
          unpack(tar, entry, target(entry, into));
        }
      }
    }
  }

  private static boolean needed(TarArchiveEntry entry) {
    return !entry.getName().endsWith(".a") && !entry.getName().contains("/pkgconfig");
  }

  private static Path target(TarArchiveEntry entry, Path into) throws IOException {
    var target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive names a file outside of itself: " + entry.getName());
    }
    return target;
  }

  /** Permissions are set, not left to the umask: another user must be able to run these. */
  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      folder(target);
      return;
    }
    var parent = target.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      folder(parent);
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    Files.setPosixFilePermissions(target, (entry.getMode() & 0111) == 0 ? FILE : PROGRAM);
  }

  private static void folder(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PROGRAM);
  }

  private static void settle(Path partial, Path home) throws IOException {
    try {
      Files.move(partial, home, ATOMIC_MOVE);
    } catch (FileSystemException failure) {
      if (!Files.isDirectory(home)) {
        throw failure;
      }
      Trees.delete(partial); // another process that shares the folder was faster
    }
  }
}
