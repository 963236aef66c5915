package dev.siaga.storage;

import java.io.Serial;

/**
 * Siaga cannot start on this data folder or database; the message is a sentence for the person who
 * starts it, and the command prints it and exits with 1.
 */
public final class StorageStartFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  StorageStartFault(String sentence) {
    super(sentence);
  }

  StorageStartFault(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
