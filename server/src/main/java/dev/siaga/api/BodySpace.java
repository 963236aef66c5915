package dev.siaga.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that bodies may take together, whoever sends them: thousands of connections with the
 * largest body each would be more than there is. Who finds no space waits a little.
 */
final class BodySpace {
  static final int KIBIBYTES_MAX = 192 * 1024;
  static final Duration WAIT_MAX = Duration.ofSeconds(5);
  private static final int KIBIBYTE = 1024;

  private final Semaphore free = new Semaphore(KIBIBYTES_MAX);

  /** Space that was taken; closing gives it back. */
  @FunctionalInterface
  interface Taken extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes what the body may need: what it says, or the most when it does not say or is packed.
   *
   * @throws Full when none became free in time
   */
  Taken take(ServerRequest request, int bytesMax, Duration patience) throws Full {
    return take(request, bytesMax, 1, patience);
  }

  /** The same for a body that is in memory more than once while it is worked on. */
  Taken take(ServerRequest request, int bytesMax, int times) throws Full {
    return take(request, bytesMax, times, WAIT_MAX);
  }

  private Taken take(ServerRequest request, int bytesMax, int times, Duration patience)
      throws Full {
    long said =
        request.headers().contentLength().orElse(request.content().hasEntity() ? bytesMax : 0);
    boolean packed = request.headers().contains(HeaderNames.CONTENT_ENCODING);
    int kibibytes = 1 + times * ((int) (packed ? bytesMax : Math.min(said, bytesMax)) / KIBIBYTE);
    try {
      if (!free.tryAcquire(kibibytes, patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Full();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Full();
    }
    return () -> free.release(kibibytes);
  }

  /** There is no space for a body just now. */
  static final class Full extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1L;

    Full() {
      super("full", null, false, false);
    }
  }
}
