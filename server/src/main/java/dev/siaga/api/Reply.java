package dev.siaga.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is answered to a request.
 *
 * @param contentType empty when there is no body
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Reply(int status, Map<String, String> headers, String contentType, byte[] body) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  private static final byte[] NOTHING = {};

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply nothing(int status) {
    return new Reply(status, Map.of(), "", NOTHING);
  }

  static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Map.of(), contentType, body);
  }

  static Reply text(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  Reply with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, contentType, body);
  }

  /** The version of what is shown, for {@code If-Match}. */
  Reply version(int version) {
    return with("ETag", "\"v" + version + "\"");
  }

  Reply at(String location) {
    return with("Location", location);
  }
}
