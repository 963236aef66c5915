package dev.siaga.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Siaga's processes as the kernel knows them, and kill -9 for each. */
final class ProcessTree {
  private final ProcessHandle siaga;

  ProcessTree(ProcessHandle siaga) {
    this.siaga = siaga;
  }

  /** Returns whether there was anything to kill. */
  boolean kill(Victim victim, RandomGenerator random) {
    return switch (victim) {
      case SIAGA -> siaga.destroyForcibly();
      case POSTMASTER -> killOne(postmasters().toList(), random);
      case BACKEND -> killOne(backends(), random);
      case TREE -> killAll(random);
    };
  }

  private static boolean killOne(List<ProcessHandle> candidates, RandomGenerator random) {
    return !candidates.isEmpty()
        && candidates.get(random.nextInt(candidates.size())).destroyForcibly();
  }

  /** In any order, so that now the one, now the other sees its neighbours die first. */
  private boolean killAll(RandomGenerator random) {
    var all = new ArrayList<>(siaga.descendants().toList());
    all.add(siaga);
    Collections.shuffle(all, java.util.Random.from(random));
    all.forEach(ProcessHandle::destroyForcibly);
    return true;
  }

  private Stream<ProcessHandle> postmasters() {
    return siaga.children().filter(each -> commandLine(each).contains("--cluster_name="));
  }

  /** Only those that serve a connection: PostgreSQL names the client's address in their title. */
  private List<ProcessHandle> backends() {
    return postmasters()
        .flatMap(ProcessHandle::children)
        .filter(each -> commandLine(each).contains("127.0.0.1("))
        .toList();
  }

  /** Not {@link ProcessHandle#info()}: it cuts titles short. */
  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
          Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
