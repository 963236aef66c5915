package dev.siaga.incidents;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a file is, by what is in it: the sender's word for it is not asked. */
enum FileType {
  PNG("image/png"),
  JPEG("image/jpeg"),
  GIF("image/gif"),
  WEBP("image/webp"),
  PDF("application/pdf"),
  TEXT("text/plain; charset=utf-8");

  final String contentType;

  FileType(String contentType) {
    this.contentType = contentType;
  }

  /** Absent for what we do not keep: whatever a browser might run, archives, programs. */
  static Optional<FileType> of(byte[] file) {
    if (begins(file, 0, "\u0089PNG\r\n\u001a\n")) {
      return Optional.of(PNG);
    }
    if (begins(file, 0, "\u00ff\u00d8\u00ff")) {
      return Optional.of(JPEG);
    }
    if (begins(file, 0, "GIF87a") || begins(file, 0, "GIF89a")) {
      return Optional.of(GIF);
    }
    if (begins(file, 0, "RIFF") && begins(file, 8, "WEBP")) {
      return Optional.of(WEBP);
    }
    if (begins(file, 0, "%PDF-")) {
      return Optional.of(PDF);
    }
    return isText(file) ? Optional.of(TEXT) : Optional.empty();
  }

  private static boolean begins(byte[] file, int offset, String bytes) {
    var expected = bytes.getBytes(StandardCharsets.ISO_8859_1);
    if (file.length < offset + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (file[offset + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** UTF-8 without control characters; it is always served as plain text, whatever it says. */
  private static boolean isText(byte[] file) {
    for (byte b : file) {
      if (isControl(b)) {
        return false;
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file));
      return true;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }

  /** White space and the escape that colours a log are none of those that only programs hold. */
  private static boolean isControl(byte b) {
    return switch (b) {
      case '\t', '\n', '\r', '\f', 0x1b -> false;
      default -> (b >= 0 && b < ' ') || b == 0x7f;
    };
  }
}
