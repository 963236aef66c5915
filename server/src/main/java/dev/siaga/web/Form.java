package dev.siaga.web;

import dev.siaga.api.Multipart;
import dev.siaga.incidents.Upload;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into a form.
 *
 * @param multipart what came of a form that may carry a file; absent for all others
 */
record Form(Map<String, List<String>> fields, @Nullable Multipart multipart) {
  static final int BODY_BYTES_MAX = 512 * 1024;
  static final Form EMPTY = new Form(Map.of(), null);

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
    return new Form(fields, null);
  }

  static Form of(Multipart multipart) {
    var fields = new HashMap<String, List<String>>();
    multipart
        .parts()
        .forEach((name, part) -> {
          if (part.fileName() == null) {
            fields.put(name, List.of(part.text()));
          }
        });
    return new Form(fields, multipart);
  }

  /** Whether everything came that was sent. */
  boolean isWhole() {
    return multipart == null || multipart.whole();
  }

  /** The file; empty when none was chosen. */
  Optional<Upload> upload() {
    return Optional.ofNullable(multipart).flatMap(Multipart::upload);
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

  /** What was typed into each field, to be shown again; of several the first. */
  Map<String, String> first() {
    var first = new HashMap<String, String>();
    fields.keySet().forEach(field -> first.put(field, get(field)));
    return first;
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
