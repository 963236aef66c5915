package dev.siaga.accounts;

import dev.siaga.kernel.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Secrets that Siaga makes itself. They are long and random, so a plain hash is enough to keep: no
 * one can guess through it, and looking one up by its hash tells nothing by its timing.
 */
final class RandomSecrets {
  private static final int BYTES = 32;
  private static final String API_TOKEN_PREFIX = "siaga_"; // lets secret scanners know it
  private final SecureRandom random = new SecureRandom();

  String make() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String makeApiToken() {
    return API_TOKEN_PREFIX + make();
  }

  static byte[] hash(String secret) {
    return Sha256.of(secret);
  }
}
