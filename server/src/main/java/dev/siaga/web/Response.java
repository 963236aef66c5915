package dev.siaga.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the browser. */
record Response(int status, String contentType, byte[] body, Map<String, String> headers) {
  static Response page(String html) {
    return page(200, html);
  }

  static Response page(int status, String html) {
    return new Response(
        status,
        "text/html; charset=utf-8",
        html.getBytes(java.nio.charset.StandardCharsets.UTF_8),
        Map.of());
  }

  /** After a form: a reload of the page that follows must not send it again. */
  static Response seeOther(String path) {
    return new Response(303, "", new byte[0], Map.of("Location", path));
  }

  Response with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, contentType, body, more);
  }
}
