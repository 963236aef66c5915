package dev.siaga.app;

/** A command failed for a reason that its message tells the one who ran it. */
final class CommandFault extends RuntimeException {
  CommandFault(String message) {
    super(message);
  }

  CommandFault(String message, Exception cause) {
    super(message, cause);
  }
}
