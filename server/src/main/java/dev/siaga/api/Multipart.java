package dev.siaga.api;

import dev.siaga.incidents.Upload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/** Reads the form in which browsers and curl send a file: the parts file, title and source. */
interface Multipart {
  int PARTS_MAX = 10;

  /** One part. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Part(@Nullable String fileName, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8).strip();
    }
  }

  static boolean isMultipart(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  static Upload upload(String contentType, byte[] body) {
    var parts = parts(contentType, body);
    var file = parts.get("file");
    if (file == null) {
      throw Refused.invalid("file", "api.required", "file");
    }
    var name = Objects.requireNonNullElse(file.fileName(), "file");
    return new Upload(name, text(parts, "title", name), text(parts, "source", ""), file.body());
  }

  private static String text(Map<String, Part> parts, String name, String otherwise) {
    var part = parts.get(name);
    return part == null || part.text().isEmpty() ? otherwise : part.text();
  }

  private static Map<String, Part> parts(String contentType, byte[] body) {
    var boundary = new ParameterParser().parse(contentType, ';').get("boundary");
    if (boundary == null) {
      throw Refused.invalid("Content-Type", "api.wrong-multipart");
    }
    try {
      return parts(
          MultipartInput.builder()
              .setInputStream(new ByteArrayInputStream(body))
              .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
              .get());
    } catch (IOException | IllegalArgumentException wrong) {
      throw Refused.invalid("", "api.wrong-multipart");
    }
  }

  private static Map<String, Part> parts(MultipartInput input) throws IOException {
    var parts = new HashMap<String, Part>();
    boolean more = input.skipPreamble();
    while (more) {
      if (parts.size() == PARTS_MAX) {
        throw new FileUploadException("more than " + PARTS_MAX + " parts");
      }
      var disposition = disposition(input.readHeaders());
      var bytes = new ByteArrayOutputStream();
      input.readBodyData(bytes);
      parts.putIfAbsent(
          disposition.getOrDefault("name", ""),
          new Part(disposition.get("filename"), bytes.toByteArray()));
      more = input.readBoundary();
    }
    return parts;
  }

  private static Map<String, String> disposition(String headers) {
    var parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
        .findFirst()
        .map(line -> parser.parse(line.substring(line.indexOf(':') + 1), ';'))
        .orElse(Map.of());
  }
}
