package dev.siaga.notify;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.channel.Attempt;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import dev.siaga.notify.channel.Outcome.TryLater;
import dev.siaga.resources.Resources;
import dev.siaga.texts.Reader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a letter and hands it to its channel, once. */
final class Sender {
  static final Duration ATTEMPT_MAX = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  private final ChannelDirectory channels;
  private final Resources resources;
  private final Letters letters;
  private final InstantSource clock;
  private final Map<String, Destination> destinations = new ConcurrentHashMap<>();

  Sender(ChannelDirectory channels, Resources resources, Letters letters, InstantSource clock) {
    this.channels = channels;
    this.resources = resources;
    this.letters = letters;
    this.clock = clock;
  }

  Destination destination(String channel) {
    return destinations.computeIfAbsent(channel, name -> new Destination(name, clock));
  }

  List<ChannelTrouble> troubles() {
    var configured = resources.snapshot().all(ChannelSpec.KIND).keySet();
    return destinations.values().stream()
        .flatMap(each -> each.trouble().stream())
        .filter(each -> configured.contains(each.channel()))
        .sorted(Comparator.comparing(ChannelTrouble::channel))
        .toList();
  }

  /** Opens what is configured and writes one letter for each, which nobody gets. */
  void warmUp() {
    resources.snapshot().all(ChannelSpec.KIND).keySet().forEach(this::warmUp);
  }

  private void warmUp(Name name) {
    try {
      var message = new Message.TestMessage();
      var test =
          new Delivery("warm-up", Urgency.TEST, null, null, name, "nobody@localhost", message);
      var letter = letters.letter(test.key(), List.of(test), Letters.UNKNOWN, clock.instant());
      channels.find(name).ifPresent(channel -> channel.warmUp(letter));
    } catch (RuntimeException fault) {
      LOG.warn("Channel {} could not be warmed up", name, fault);
    }
  }

  Outcome send(String key, List<Delivery> deliveries) {
    var first = deliveries.getFirst();
    return send(key, deliveries, Letters.reader(first, resources.snapshot()));
  }

  Outcome send(String key, List<Delivery> deliveries, Reader reader) {
    var channel = deliveries.getFirst().channel();
    var outcome = attempt(key, deliveries, reader);
    destination(channel.value()).tell(outcome);
    if (outcome instanceof TryLater(_, var why, var blame) && blame == Blame.SETTINGS) {
      LOG.error(
          "Channel {} sends nothing until its settings change: {}",
          channel,
          letters.inEnglish(why));
    }
    return outcome;
  }

  /** A fault of ours must not end the retries: it may be one of this node or of this moment. */
  private Outcome attempt(String key, List<Delivery> deliveries, Reader reader) {
    var name = deliveries.getFirst().channel();
    try {
      var channel = channels.find(name);
      if (channel.isEmpty()) {
        return gone(name);
      }
      var letter = letters.letter(key, deliveries, reader, clock.instant());
      return Attempt.within(ATTEMPT_MAX, channel.get(), letter);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Outcome.later(Blame.LETTER, "notify.internal-fault");
    } catch (RuntimeException fault) {
      LOG.error("Sending {} by {} failed within Siaga", key, name, fault);
      return Outcome.later(Blame.LETTER, "notify.internal-fault");
    }
  }

  /** Somebody may be putting it back this minute. */
  private static Outcome gone(Name channel) {
    var why = Text.of("notify.no-such-channel", channel);
    return new Outcome.TryLater(null, why, Blame.SETTINGS);
  }
}
