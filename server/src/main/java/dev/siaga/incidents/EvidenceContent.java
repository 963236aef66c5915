package dev.siaga.incidents;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.siaga.storage.BlobId;
import java.net.URI;

/** What a piece of evidence consists of. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EvidenceContent.File.class, name = "file"),
  @JsonSubTypes.Type(value = EvidenceContent.Link.class, name = "link"),
  @JsonSubTypes.Type(value = EvidenceContent.Excerpt.class, name = "text")
})
public sealed interface EvidenceContent {
  /** A file that we keep; its type is what we found in it, not what the sender said. */
  record File(BlobId blob, String fileName, String contentType, long sizeBytes)
      implements EvidenceContent {}

  record Link(URI address) implements EvidenceContent {}

  /** Words that were copied from somewhere: log lines, an answer, a statement. */
  record Excerpt(String text) implements EvidenceContent {}
}
