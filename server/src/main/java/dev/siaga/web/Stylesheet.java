package dev.siaga.web;

import dev.siaga.kernel.Sha256;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one stylesheet, at an address that changes with its content, so that it is kept for ever. */
final class Stylesheet {
  private static final int HASH_DIGITS = 16;
  private final byte[] css;
  private final String address;

  Stylesheet() {
    try (var in = Stylesheet.class.getResourceAsStream("/web/siaga.css")) {
      if (in == null) {
        throw new IllegalStateException("siaga.css is not in the program");
      }
      this.css = in.readAllBytes();
      var hash = Sha256.hex(css);
      this.address = "/assets/siaga." + hash.substring(0, HASH_DIGITS) + ".css";
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  String address() {
    return address;
  }

  void routes(HttpRouting.Builder routing) {
    routing.get(
        address,
        (_, response) -> {
          response.header(HeaderNames.CONTENT_TYPE, "text/css; charset=utf-8");
          response.header(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
          response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
          response.send(css);
        });
  }
}
