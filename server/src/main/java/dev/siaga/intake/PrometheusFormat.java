package dev.siaga.intake;

import dev.siaga.alerts.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Alertmanager's API v2, {@code POST /api/v2/alerts}: an array of alerts whose {@code endsAt} is a
 * lease while it lies in the future, and the end when it lies in the past.
 *
 * <p>Source: prometheus/alertmanager {@code api/v2/openapi.yaml}, prometheus/prometheus {@code
 * rules/alerting.go}.
 */
final class PrometheusFormat implements Format {
  /** Alertmanager's {@code resolve_timeout}, for senders that give no end. */
  static final Duration LEASE_DEFAULT = Duration.ofMinutes(5);

  /** No sender's word is good for longer; a wrong clock over there must not make it immortal. */
  static final Duration LEASE_MAX = Duration.ofDays(1);

  @Override
  public Parsed read(
      String contentType, byte[] body, Instant receivedAt, @Nullable Duration lease) {
    return JsonReader.reading(body, json -> read(json, receivedAt));
  }

  private static Parsed read(JsonReader json, Instant receivedAt) {
    if (json.next() != JsonToken.START_ARRAY) {
      throw new MalformedBody("the body must be a JSON array of alerts");
    }
    var signals = new ArrayList<Signal>();
    var mistakes = new ArrayList<IntakeAnswer.Mistake>();
    for (int index = 0; json.next() != JsonToken.END_ARRAY; index++) {
      try {
        signals.add(signal(AlertObject.read(json), receivedAt));
      } catch (JsonReader.WrongField wrong) {
        mistakes.add(wrong.mistake(index));
      }
    }
    return new Parsed(signals, mistakes);
  }

  private static Signal signal(AlertObject alert, Instant receivedAt) {
    var endsAt = alert.endsAt();
    if (endsAt == null) {
      return alert.signal(true, receivedAt.plus(LEASE_DEFAULT));
    }
    if (!endsAt.isAfter(receivedAt)) {
      return alert.signal(false, null);
    }
    var longest = receivedAt.plus(LEASE_MAX);
    return alert.signal(true, endsAt.isAfter(longest) ? longest : endsAt);
  }
}
