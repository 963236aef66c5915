package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The key that opens the secrets. It lies outside the database, so that a copy of one is no use.
 */
final class KeyFile {
  static final int KEY_BYTES = 32;

  private KeyFile() {}

  static byte[] readOrMake(Path file) {
    try {
      return Files.exists(file) ? read(file) : make(file);
    } catch (IOException failed) {
      throw new StorageFault("reading or making the key file " + file, failed);
    }
  }

  private static byte[] read(Path file) throws IOException {
    try {
      var key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException notBase64) {
      throw new StorageFault("reading the key file " + file, notBase64);
    }
    throw new StorageFault(
        "the key file " + file + " does not hold " + KEY_BYTES + " bytes in base64");
  }

  private static byte[] make(Path file) throws IOException {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      channel.write(java.nio.ByteBuffer.wrap(Base64.getEncoder().encode(key)));
    } catch (FileAlreadyExistsException madeByAnother) {
      return read(file);
    }
    return key;
  }
}
