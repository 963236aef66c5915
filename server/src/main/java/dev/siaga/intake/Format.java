package dev.siaga.intake;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads one wire format. Pure. */
interface Format {
  /**
   * Reads a body.
   *
   * @param lease how long a firing word is good, where the format itself does not say
   * @throws MalformedBody when nothing can be made of it
   */
  Parsed read(String contentType, byte[] body, Instant receivedAt, @Nullable Duration lease);

  /** The body is not in the format at all. */
  final class MalformedBody extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    MalformedBody(String why) {
      super(why);
    }
  }
}
