package dev.siaga.resources;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A kind with both sorts of secret. */
record ChannelForTests(
    @Nullable Email email,
    @Nullable Webhook webhook,
    @Nullable String key,
    @Nullable Duration every) {
  static final Kind<ChannelForTests> KIND =
      new Kind<>("Channel", ChannelForTests.class, "/test-schemas/Channel.json", SpecCheck.none());

  record Email(String host, @Nullable Integer port, @Nullable String password) {}

  record Webhook(String url) {}
}
