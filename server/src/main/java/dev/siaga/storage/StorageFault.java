package dev.siaga.storage;

import java.io.Serial;

/** The database did not do what correct code asked of it: it is down, slow or full. */
public final class StorageFault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public StorageFault(String message) {
    super(message);
  }

  public StorageFault(String doing, Throwable cause) {
    super("failed " + doing + ": " + cause.getMessage(), cause);
  }
}
