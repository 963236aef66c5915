package dev.siaga.api;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Reads bodies, never more of them than is allowed, packed or not. */
interface Bodies {
  byte[] NOTHING = {};
  long UNKNOWN = -1;

  static byte[] read(ServerRequest request, int bytesMax) throws IOException, TooLarge {
    if (!request.content().hasEntity()) {
      return NOTHING;
    }
    if (request.headers().contentLength().orElse(0) > bytesMax) {
      throw new TooLarge();
    }
    var encoding = request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("identity");
    var stream = request.content().inputStream();
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> limited(stream, said(request), bytesMax);
      case "gzip", "x-gzip" -> limited(new GZIPInputStream(stream), UNKNOWN, bytesMax);
      default -> throw new IOException("the encoding " + encoding + " is not known");
    };
  }

  /** As much of a body as is allowed and one byte more, by which it is known to be larger. */
  static byte[] beginning(ServerRequest request, int bytesMax) throws IOException {
    return request.content().hasEntity()
        ? start(request.content().inputStream(), said(request), bytesMax + 1)
        : NOTHING;
  }

  /** One byte more than is allowed is enough to know. */
  private static byte[] limited(InputStream stream, long said, int bytesMax)
      throws IOException, TooLarge {
    var body = start(stream, said, bytesMax + 1);
    if (body.length > bytesMax) {
      throw new TooLarge();
    }
    return body;
  }

  private static long said(ServerRequest request) {
    return request.headers().contentLength().orElse(UNKNOWN);
  }

  /** Into one array of its size where that is known: what grows is in memory twice. */
  private static byte[] start(InputStream stream, long said, int bytesMax) throws IOException {
    if (said < 0) {
      return stream.readNBytes(bytesMax);
    }
    var body = new byte[(int) Math.min(said, bytesMax)];
    int count = stream.readNBytes(body, 0, body.length);
    return count == body.length ? body : Arrays.copyOf(body, count);
  }

  /** The body is larger than is allowed. */
  final class TooLarge extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    TooLarge() {
      super("too large", null, false, false);
    }
  }
}
