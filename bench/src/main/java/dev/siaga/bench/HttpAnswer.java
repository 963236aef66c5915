package dev.siaga.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The bytes of one HTTP/1.1 answer as they come in, until it is whole. */
final class HttpAnswer {
  private static final String HEAD_END = "\r\n\r\n";
  private static final String LENGTH = "\r\ncontent-length:";
  private static final String CHUNKED = "\r\ntransfer-encoding: chunked";
  private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
  private byte[] bytes = new byte[1_024];
  private int size;

  void clear() {
    size = 0;
  }

  void add(ByteBuffer more) {
    int length = more.remaining();
    if (size + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
    }
    more.get(bytes, size, length);
    size += length;
  }

  /** Its status once it is whole, else 0. No answer here has a body worth reading. */
  int status() {
    var text = new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(HEAD_END);
    if (end < 0) {
      return 0;
    }
    var head = text.substring(0, end).toLowerCase(Locale.ROOT);
    int body = size - end - HEAD_END.length();
    boolean isWhole =
        head.contains(CHUNKED)
            ? text.endsWith(LAST_CHUNK) // right behind the head, or behind another chunk
            : body >= length(head);
    return isWhole ? Integer.parseInt(head, 9, 12, 10) : 0;
  }

  private static int length(String head) {
    int at = head.indexOf(LENGTH);
    if (at < 0) {
      return 0;
    }
    int end = head.indexOf('\r', at + LENGTH.length());
    var value = head.substring(at + LENGTH.length(), end < 0 ? head.length() : end);
    return Integer.parseInt(value.strip());
  }
}
