package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A power of root that a container may have taken away; the number is the kernel's. */
enum Capability {
  DAC_READ_SEARCH(2),
  SETPCAP(8);

  private static final String EFFECTIVE = "CapEff:";
  private final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  static boolean held(Capability capability) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(EFFECTIVE))
          .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
          .anyMatch(bits -> (bits >>> capability.bit & 1) == 1);
    }
  }
}
