package dev.siaga.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM and HMAC-SHA256 with two keys, each derived from the key file's. */
final class SealedSecrets implements Secrets {
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12; // NIST SP 800-38D, 5.2.1.1
  private static final int TAG_BITS = 128;
  private final SecretKeySpec sealing;
  private final SecretKeySpec signing;
  private final SecureRandom random = new SecureRandom();

  SealedSecrets(byte[] key) {
    this.sealing = new SecretKeySpec(hmac(new SecretKeySpec(key, "HmacSHA256"), "seal"), "AES");
    this.signing =
        new SecretKeySpec(hmac(new SecretKeySpec(key, "HmacSHA256"), "sign"), "HmacSHA256");
  }

  @Override
  public byte[] seal(String plain, String context) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(bytes(plain));
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("AES-GCM is in every JDK", impossible);
    }
  }

  @Override
  public String open(byte[] sealed, String context) {
    try {
      var in = ByteBuffer.wrap(sealed);
      if (sealed.length <= 1 + NONCE_BYTES || in.get() != VERSION) {
        throw new StorageFault("a secret of " + context + " is not in a form that we know");
      }
      var nonce = new byte[NONCE_BYTES];
      in.get(nonce);
      var rest = new byte[in.remaining()];
      in.get(rest);
      return new String(
          cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(rest), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException wrongKey) {
      throw new StorageFault(
          "opening a secret of " + context + " (is SIAGA_KEY_FILE the one it was sealed with?)",
          wrongKey);
    }
  }

  @Override
  public byte[] sign(byte[] message) {
    return hmac(signing, message);
  }

  @Override
  public boolean isSigned(byte[] message, byte[] signature) {
    return MessageDigest.isEqual(sign(message), signature);
  }

  private Cipher cipher(int mode, byte[] nonce, String context) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bytes(context));
    return cipher;
  }

  private static byte[] hmac(SecretKeySpec key, String message) {
    return hmac(key, bytes(message));
  }

  private static byte[] hmac(SecretKeySpec key, byte[] message) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError("HMAC-SHA256 is in every JDK", impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
