package dev.siaga.resources;

import dev.siaga.storage.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Seals and hashes the secrets of resources, each bound to its place. */
final class SecretBox {
  private static final String HASH_PREFIX = "sha256:";
  private final Secrets secrets;

  SecretBox(Secrets secrets) {
    this.secrets = secrets;
  }

  byte[] seal(ResourceKey key, String field, String plain) {
    return secrets.seal(plain, context(key, field));
  }

  String open(ResourceKey key, String field, byte[] sealed) {
    return secrets.open(sealed, context(key, field));
  }

  static String hash(String plain) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HASH_PREFIX
          + HexFormat.of().formatHex(digest.digest(plain.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }

  private static String context(ResourceKey key, String field) {
    return "resource/" + key.kind() + "/" + key.name() + "/" + field;
  }
}
