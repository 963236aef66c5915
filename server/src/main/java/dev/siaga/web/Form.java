package dev.siaga.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was typed into a form. */
record Form(Map<String, List<String>> fields) {
  static final int BODY_BYTES_MAX = 512 * 1024;

  static Form parse(String body) {
    var fields = new HashMap<String, List<String>>();
    for (var pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields
            .computeIfAbsent(decoded(pair.substring(0, equals)), _ -> new ArrayList<>())
            .add(decoded(pair.substring(equals + 1)));
      }
    }
    return new Form(fields);
  }

  String get(String field) {
    var values = fields.getOrDefault(field, List.of());
    return values.isEmpty() ? "" : values.getFirst().strip();
  }

  /** As it was typed, spaces included: a password may begin with one. */
  String raw(String field) {
    var values = fields.getOrDefault(field, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  @Nullable Integer number(String field) {
    try {
      return get(field).isEmpty() ? null : Integer.valueOf(get(field));
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  List<String> all(String field) {
    return fields.getOrDefault(field, List.of());
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return "";
    }
  }
}
