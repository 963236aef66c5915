package dev.siaga.notify;

import dev.siaga.kernel.Name;
import dev.siaga.notify.channel.Channel;
import dev.siaga.notify.email.EmailChannel;
import dev.siaga.notify.webhook.WebhookChannel;
import dev.siaga.resources.Resources;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The channels as configured now, each with its open connections, replaced when settings change.
 */
final class ChannelDirectory implements AutoCloseable {
  private final Resources resources;
  private final Map<Name, Opened> opened = new ConcurrentHashMap<>();

  /**
   * @param version of the configuration, for which the secret was read
   */
  private record Opened(long version, ChannelSpec spec, @Nullable String secret, Channel channel) {
    boolean isSame(ChannelSpec otherSpec, @Nullable String otherSecret) {
      return spec.equals(otherSpec) && java.util.Objects.equals(secret, otherSecret);
    }

    Opened seenAt(long later) {
      return new Opened(later, spec, secret, channel);
    }

    @Override
    public String toString() {
      return "Opened[" + channel + "]";
    }
  }

  ChannelDirectory(Resources resources) {
    this.resources = resources;
  }

  Optional<Channel> find(Name name) {
    var snapshot = resources.snapshot();
    var spec = snapshot.find(ChannelSpec.KIND, name);
    if (spec.isEmpty()) {
      close(opened.remove(name));
      return Optional.empty();
    }
    var now = opened.get(name);
    if (now == null || now.version() != snapshot.version()) {
      now = refreshed(name, spec.get(), snapshot.version());
    }
    return Optional.of(now.channel());
  }

  private synchronized Opened refreshed(Name name, ChannelSpec spec, long version) {
    var secret = secret(name, spec);
    var before = opened.get(name);
    if (before != null && before.isSame(spec, secret)) {
      var same = before.seenAt(version);
      opened.put(name, same);
      return same;
    }
    var fresh = new Opened(version, spec, secret, open(spec, secret));
    close(opened.put(name, fresh));
    return fresh;
  }

  private @Nullable String secret(Name name, ChannelSpec spec) {
    var pointer = spec.byMail() ? ChannelSpec.PASSWORD : ChannelSpec.SECRET;
    return resources.secret(ChannelSpec.KIND, name, pointer).orElse(null);
  }

  private static Channel open(ChannelSpec spec, @Nullable String secret) {
    if (spec.email() != null) {
      return new EmailChannel(spec.email(), secret);
    }
    if (spec.webhook() != null) {
      return new WebhookChannel(spec.webhook(), secret);
    }
    throw new IllegalStateException("a channel that is neither email nor webhook");
  }

  private static void close(@Nullable Opened old) {
    if (old != null) {
      old.channel().close();
    }
  }

  @Override
  public synchronized void close() {
    opened.keySet().forEach(name -> close(opened.remove(name)));
  }
}
