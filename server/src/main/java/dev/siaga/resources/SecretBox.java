package dev.siaga.resources;

import dev.siaga.kernel.Sha256;
import dev.siaga.storage.Secrets;

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
    return HASH_PREFIX + Sha256.hex(plain);
  }

  private static String context(ResourceKey key, String field) {
    return "resource/" + key.kind() + "/" + key.name() + "/" + field;
  }
}
