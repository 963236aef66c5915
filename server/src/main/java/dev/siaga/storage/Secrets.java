package dev.siaga.storage;

/** Keeps secrets unreadable to whoever has the database but not the key file. */
public interface Secrets {
  /**
   * AES-256-GCM.
   *
   * @param context what the secret belongs to; a sealed secret opens only with the same one, so
   *     that nobody can move it to another row
   */
  byte[] seal(String plain, String context);

  /** Faults when the key is another one or the bytes were changed. */
  String open(byte[] sealed, String context);

  /** HMAC-SHA256 with a key of its own derived from the key file. */
  byte[] sign(byte[] message);

  /** In constant time. */
  boolean isSigned(byte[] message, byte[] signature);
}
