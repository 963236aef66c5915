package dev.siaga.storage;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a blob by the SHA-256 of its content, in lower-case hex. */
public record BlobId(@JsonValue String sha256) {
  @JsonCreator
  public BlobId {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a blob id is 64 hexadecimal digits");
    }
  }
}
