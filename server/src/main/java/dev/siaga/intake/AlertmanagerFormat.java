package dev.siaga.intake;

import dev.siaga.alerts.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Alertmanager's webhook, version 4: an envelope with alerts whose {@code status} decides; their
 * times only tell when. Unknown fields are passed over, since the envelope grows.
 *
 * <p>Source: prometheus/alertmanager {@code notify/webhook/webhook.go}, {@code
 * template/template.go}.
 */
final class AlertmanagerFormat implements Format {
  @Override
  public Parsed read(
      String contentType, byte[] body, Instant receivedAt, @Nullable Duration lease) {
    return JsonReader.reading(body, json -> read(json, receivedAt, lease));
  }

  private static Parsed read(JsonReader json, Instant receivedAt, @Nullable Duration lease) {
    if (json.next() != JsonToken.START_OBJECT) {
      throw new MalformedBody("the body must be a JSON object with an array 'alerts'");
    }
    @Nullable Parsed parsed = null;
    for (var field = json.nextField(); field != null; field = json.nextField()) {
      if (field.equals("alerts") && json.token() == JsonToken.START_ARRAY) {
        parsed = alerts(json, receivedAt, lease);
      } else {
        json.skip();
      }
    }
    if (parsed == null) {
      throw new MalformedBody("there is no array 'alerts' in the body");
    }
    return parsed;
  }

  private static Parsed alerts(JsonReader json, Instant receivedAt, @Nullable Duration lease) {
    var signals = new ArrayList<Signal>();
    var mistakes = new ArrayList<IntakeAnswer.Mistake>();
    for (int index = 0; json.next() != JsonToken.END_ARRAY; index++) {
      try {
        signals.add(signal(json, AlertObject.read(json), receivedAt, lease));
      } catch (JsonReader.WrongField wrong) {
        mistakes.add(wrong.mistake(index));
      }
    }
    return new Parsed(signals, mistakes);
  }

  private static Signal signal(
      JsonReader json, AlertObject alert, Instant receivedAt, @Nullable Duration lease) {
    var status = alert.status() == null ? "" : alert.status();
    return switch (status) {
      case "firing" -> alert.signal(true, lease == null ? null : receivedAt.plus(lease));
      case "resolved" -> alert.signal(false, null);
      default -> throw json.wrong("status", "must be 'firing' or 'resolved'");
    };
  }
}
