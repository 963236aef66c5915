package dev.siaga.api;

import dev.siaga.incidents.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/**
 * The form in which browsers and curl send a file: the parts file, title and source.
 *
 * @param whole false when it was larger than is allowed: then only the parts are here that came
 *     complete before that
 */
public record Multipart(Map<String, Part> parts, boolean whole) {
  static final int PARTS_MAX = 10;
  private static final String FILE = "file";

  /**
   * One part.
   *
   * @param fileName as the sender said; absent for a field, and when a browser was given no file
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Part(@Nullable String fileName, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public Multipart {
    parts = Map.copyOf(parts);
  }

  static boolean isMultipart(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
  }

  /** All of a form, or as much of it as was read. */
  static Multipart read(String contentType, byte[] body, boolean whole) {
    var boundary = new ParameterParser().parse(contentType, ';').get("boundary");
    if (!isMultipart(contentType) || boundary == null) {
      throw Refused.invalid("Content-Type", "api.wrong-multipart");
    }
    var form = new Source(boundary.getBytes(StandardCharsets.ISO_8859_1), body);
    var sizes = new ArrayList<Integer>();
    try {
      measure(form.input(), sizes);
      return new Multipart(parts(form.input(), sizes), whole);
    } catch (IOException | IllegalArgumentException wrong) {
      if (whole) {
        throw Refused.invalid("", "api.wrong-multipart");
      }
    }
    return beginning(form, sizes);
  }

  private static Multipart beginning(Source form, List<Integer> sizes) {
    try {
      return new Multipart(parts(form.input(), sizes), false);
    } catch (IOException | IllegalArgumentException wrong) {
      return new Multipart(Map.of(), false);
    }
  }

  /** What is read twice: first for the sizes, so that each part gets an array of just its size. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Source(byte[] boundary, byte[] body) {
    MultipartInput input() throws IOException {
      return MultipartInput.builder()
          .setInputStream(new ByteArrayInputStream(body))
          .setBoundary(boundary)
          .get();
    }
  }

  /** The file with what was said of it; empty when there is none, or none was chosen. */
  public Optional<Upload> upload() {
    var file = parts.get(FILE);
    if (file == null) {
      return Optional.empty();
    }
    var given = file.fileName() == null ? "" : file.fileName();
    if (given.isBlank() && file.body().length == 0) {
      return Optional.empty();
    }
    var name = given.isBlank() ? FILE : given;
    return Optional.of(new Upload(name, text("title", name), text("source", ""), file.body()));
  }

  private String text(String name, String otherwise) {
    var part = parts.get(name);
    return part == null || part.text().isBlank() ? otherwise : part.text().strip();
  }

  private static void measure(MultipartInput input, List<Integer> sizes) throws IOException {
    boolean more = input.skipPreamble();
    while (more) {
      if (sizes.size() == PARTS_MAX) {
        throw new FileUploadException("more than " + PARTS_MAX + " parts");
      }
      input.readHeaders();
      sizes.add(Math.toIntExact(input.readBodyData(OutputStream.nullOutputStream())));
      more = input.readBoundary();
    }
  }

  private static Map<String, Part> parts(MultipartInput input, List<Integer> sizes)
      throws IOException {
    var parts = new HashMap<String, Part>();
    input.skipPreamble();
    for (int size : sizes) {
      var disposition = disposition(input.readHeaders());
      var body = new ExactBytes(size);
      input.readBodyData(body);
      parts.putIfAbsent(
          disposition.getOrDefault("name", ""),
          new Part(disposition.get("filename"), body.bytes()));
      input.readBoundary();
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
