package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A power of root that a container may have taken away; the number is the kernel's. */
enum Capability {
  CHOWN(0),
  DAC_READ_SEARCH(2),
  KILL(5),
  SETGID(6),
  SETUID(7),
  SETPCAP(8);

  private static final String EFFECTIVE = "CapEff:";
  private final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  static boolean held(Capability... all) throws IOException {
    var mask = Stream.of(all).mapToLong(one -> 1L << one.bit).reduce(0, (a, b) -> a | b);
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(EFFECTIVE))
          .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
          .anyMatch(bits -> (bits & mask) == mask);
    }
  }
}
