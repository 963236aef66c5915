package dev.siaga.accounts;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Argon2id, with the parameters that OWASP recommends: 19 MiB, two passes, one lane. */
final class Passwords {
  static final int LENGTH_MIN = 8;
  static final int LENGTH_MAX = 256;
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  /** Each takes memory and a core: a crowd at the door must not take them from alerts. */
  private static final int AT_ONCE_MAX = 2;

  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  private final SecureRandom random = new SecureRandom();
  private final Semaphore permits = new Semaphore(AT_ONCE_MAX, true);
  private final Argon2Function argon2 =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  private final String nobody = hashOfNothing();

  static boolean isLongEnough(String password) {
    return password.length() >= LENGTH_MIN;
  }

  static boolean isShortEnough(String password) {
    return password.length() <= LENGTH_MAX;
  }

  String hash(String password) {
    return argon2.hash(bytes(password), bytes(SALT_BYTES)).getResult();
  }

  /** Checked like any other, and met by no password that anybody knows; made without the work. */
  private String hashOfNothing() {
    var base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB,
            PASSES,
            LANES,
            base64.encodeToString(bytes(SALT_BYTES)),
            base64.encodeToString(bytes(HASH_BYTES)));
  }

  /**
   * Whether the password is the account's; empty when too many are being checked. Without an
   * account the same work is done, so that the time tells nobody which addresses have one.
   */
  Optional<Boolean> check(String password, Optional<String> hash) {
    if (!acquired()) {
      return Optional.empty();
    }
    try {
      var kept = hash.orElse(nobody);
      boolean same = Argon2Function.getInstanceFromHash(kept).check(plain(password), kept);
      return Optional.of(same && hash.isPresent());
    } finally {
      permits.release();
    }
  }

  private boolean acquired() {
    try {
      return permits.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The same letters typed on another keyboard can be other bytes. */
  private static String plain(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] bytes(String password) {
    return plain(password).getBytes(StandardCharsets.UTF_8);
  }
}
