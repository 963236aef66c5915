package dev.siaga.notify;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.siaga.kernel.Text;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a delivery says, before it is put into the recipient's language and a channel's form. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Message.PageMessage.class, name = "page"),
  @JsonSubTypes.Type(value = Message.QuietMessage.class, name = "quiet"),
  @JsonSubTypes.Type(value = Message.ExhaustedMessage.class, name = "exhausted"),
  @JsonSubTypes.Type(value = Message.TapMessage.class, name = "tap"),
  @JsonSubTypes.Type(value = Message.TestMessage.class, name = "test")
})
public sealed interface Message {
  /**
   * What is wrong.
   *
   * @param number what people call the incident: #12
   */
  record About(
      long number,
      String title,
      @Nullable String service,
      @Nullable String environment,
      @Nullable Instant startedAt) {}

  /**
   * You are needed.
   *
   * @param reason why this person
   * @param link where it can be looked at and acknowledged
   */
  record PageMessage(About about, Text reason, URI link) implements Message {}

  /** For your information: no answer expected, nothing escalates. */
  record QuietMessage(About about, Text reason, URI link) implements Message {}

  /** Everybody of the policy was told, and nobody answered. */
  record ExhaustedMessage(About about, Text reason, URI link) implements Message {}

  /** All was over before the support hours began: was it real, or a false alarm? */
  record TapMessage(About about, Text reason, URI link) implements Message {}

  record TestMessage() implements Message {}
}
