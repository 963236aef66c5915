package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whom PostgreSQL runs as. It refuses root, so root starts it as somebody who may do nothing;
 * everybody else starts it as themselves.
 */
sealed interface ServerUser {
  /** What stands before a program so that this user runs it. */
  List<String> prefix();

  /** Gives a file or a whole folder to this user. */
  void own(Path root) throws IOException;

  /** The same for a folder that nearly always is this user's already, as its owner shows. */
  void adopt(Path root) throws IOException;

  /** The user of this process. */
  record Same() implements ServerUser {
    @Override
    public List<String> prefix() {
      return List.of("setpriv", "--no-new-privs");
    }

    @Override
    public void own(Path root) {}

    @Override
    public void adopt(Path root) {}
  }

  /** A user of less power; {@code readsAll} lets it through folders that only root may enter. */
  record Other(String name, int uid, int gid, boolean readsAll) implements ServerUser {
    /**
     * PostgreSQL asks with access(2) whether it may run its programs, and access(2) ignores
     * capabilities of a user other than root unless no_setuid_fixup is set.
     */
    private static final List<String> JUST_READING =
        List.of(
            "--inh-caps=-all,+dac_read_search",
            "--ambient-caps=-all,+dac_read_search",
            "--bounding-set=-all,+dac_read_search",
            "--securebits=+no_setuid_fixup");

    @Override
    public List<String> prefix() {
      var prefix = new ArrayList<>(List.of("setpriv", "--no-new-privs", "--clear-groups"));
      prefix.addAll(List.of("--reuid=" + uid, "--regid=" + gid));
      prefix.addAll(readsAll ? JUST_READING : List.of("--inh-caps=-all"));
      return prefix;
    }

    @Override
    public void own(Path root) throws IOException {
      Trees.own(root, uid, gid);
    }

    @Override
    public void adopt(Path root) throws IOException {
      if (Inode.of(root).uid() != uid) {
        own(root);
      }
    }
  }

  /** Decides once a start; a cluster keeps the user it has. */
  static ServerUser of(Path cluster, List<Path> entered) throws IOException {
    var me = Inode.of(Path.of("/proc/self")).uid();
    if (me != 0) {
      requireOwn(cluster, me);
      return new Same();
    }
    requireSwitching();
    var account = account(cluster);
    var closed = closed(account, cluster, entered);
    if (closed.isPresent()) {
      requireReading(account, closed.get());
    }
    return new Other(account.name(), account.uid(), account.gid(), closed.isPresent());
  }

  private static void requireSwitching() throws IOException {
    if (!Capability.held(Capability.CHOWN, Capability.KILL, Capability.SETUID, Capability.SETGID)) {
      throw new StorageStartFault(
          "PostgreSQL does not run as root, and Siaga lacks a capability to run it as somebody"
              + " else (CHOWN, KILL, SETUID, SETGID): start Siaga as a user other than root.");
    }
  }

  private static void requireOwn(Path cluster, int me) throws IOException {
    if (Files.exists(cluster) && Inode.of(cluster).uid() != me) {
      throw new StorageStartFault(
          "The database in %s belongs to user %s: start Siaga as that user or as root."
              .formatted(cluster, Inode.of(cluster).uid()));
    }
  }

  private static Account account(Path cluster) throws IOException {
    if (Files.exists(cluster)) {
      var owner = Inode.of(cluster).uid();
      var found = Account.first(a -> owner != 0 && a.uid() == owner);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return accountNamed("postgres")
        .or(() -> accountNamed("nobody"))
        .orElseThrow(() ->
            new StorageStartFault(
                "PostgreSQL refuses to run as root, and /etc/passwd has neither postgres nor"
                    + " nobody: start Siaga as another user."));
  }

  private static Optional<Account> accountNamed(String name) {
    return Account.first(a -> a.name().equals(name));
  }

  /** The first folder on a way to the files that this user may not pass through. */
  private static Optional<Path> closed(Account account, Path cluster, List<Path> entered)
      throws IOException {
    var ends = new ArrayList<>(entered);
    if (Files.exists(cluster)) {
      ends.add(cluster.toRealPath().resolveSibling(".")); // it may be a link to another disk
    }
    for (var end : ends) {
      for (var step = end.toRealPath(); step != null; step = step.getParent()) {
        if (!Inode.of(step).passable(account.uid(), account.gid())) {
          return Optional.of(step);
        }
      }
    }
    return Optional.empty();
  }

  private static void requireReading(Account account, Path closed) throws IOException {
    if (!Capability.held(Capability.DAC_READ_SEARCH, Capability.SETPCAP)) {
      throw new StorageStartFault(
          """
          PostgreSQL does not run as root but as %s, who may not enter %s, and Siaga lacks the \
          capability DAC_READ_SEARCH to let it in: choose another folder with SIAGA_DATA, or let \
          others pass through this one (chmod o+x).\
          """
              .formatted(account.name(), closed));
    }
  }

  /** A line of /etc/passwd: initdb fails for a user without one. */
  record Account(String name, int uid, int gid) {
    static Optional<Account> first(Predicate<Account> wanted) {
      try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"))) {
        return lines
            .map(line -> line.split(":", -1))
            .filter(parts -> parts.length > 3)
            .map(p -> new Account(p[0], Integer.parseInt(p[2]), Integer.parseInt(p[3])))
            .filter(wanted)
            .findFirst();
      } catch (IOException failure) {
        throw new StorageStartFault("Siaga cannot read /etc/passwd.", failure);
      }
    }
  }
}
