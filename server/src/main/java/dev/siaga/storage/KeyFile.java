package dev.siaga.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;

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
    var folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "no key is a folder");
    Files.createDirectories(folder);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var whole = Files.createTempFile(folder, "key", ".new", ownerOnly);
    try {
      Files.write(whole, Base64.getEncoder().encode(key));
      Files.createLink(file, whole); // another node never reads half a key
      return key;
    } catch (FileAlreadyExistsException madeByAnother) {
      return read(file);
    } finally {
      Files.delete(whole);
    }
  }
}
