package dev.siaga.notify.webhook;

import dev.siaga.notify.channel.Certificates;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a webhook goes.
 *
 * @param trust certificates to trust instead of the machine's own
 */
public record WebhookSettings(URI url, @Nullable Certificates trust) {
  public WebhookSettings {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new IllegalArgumentException("the URL of a webhook begins with http:// or https://");
    }
    if (url.getHost() == null || url.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the URL of a webhook names a host, and holds no user or password");
    }
  }
}
