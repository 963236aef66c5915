package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Who this node is, across restarts: a claim left by a crash is known again as one's own. */
final class NodeIdentity {
  private NodeIdentity() {}

  static UUID in(Path folder) {
    var file = folder.resolve("node-id");
    try {
      Files.createDirectories(folder);
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file).strip());
      }
      var made = UUID.randomUUID();
      Files.writeString(file, made + "\n");
      return made;
    } catch (IOException | IllegalArgumentException failed) {
      throw new StorageFault("reading or making " + file, failed);
    }
  }
}
