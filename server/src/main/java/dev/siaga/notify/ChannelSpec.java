package dev.siaga.notify;

import dev.siaga.kernel.Name;
import dev.siaga.notify.email.EmailSettings;
import dev.siaga.notify.webhook.WebhookSettings;
import dev.siaga.resources.Kind;
import dev.siaga.resources.Mistakes;
import dev.siaga.resources.Snapshot;
import org.jspecify.annotations.Nullable;

/** A channel as configured: exactly one of the two. Its secrets are kept apart from it. */
public record ChannelSpec(@Nullable EmailSettings email, @Nullable WebhookSettings webhook) {
  public static final Kind<ChannelSpec> KIND =
      Kind.of(ChannelSpec.class, "Channel", ChannelSpec::check);

  /** Where in the spec the secret of either sort is written. */
  static final String PASSWORD = "email.password";

  static final String SECRET = "webhook.secret";

  public boolean byMail() {
    return email != null;
  }

  private static void check(Name name, ChannelSpec spec, Snapshot whole, Mistakes mistakes) {
    if ((spec.email == null) == (spec.webhook == null)) {
      mistakes.add("", "notify.one-of-email-and-webhook");
    }
  }
}
