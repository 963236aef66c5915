package dev.siaga.intake;

import dev.siaga.alerts.Signal;
import dev.siaga.kernel.Labels;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * An alert as Prometheus and Alertmanager write it, before anybody has said what its times mean.
 */
record AlertObject(
    Labels labels,
    Map<String, String> annotations,
    @Nullable String status,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    @Nullable String generatorUrl) {

  /**
   * Reads the object at which the reader stands, to its end even where it is wrong, so that its
   * neighbours are read.
   */
  static AlertObject read(JsonReader json) {
    if (json.token() != JsonToken.START_OBJECT) {
      json.skip();
      throw json.wrong("", "must be an object");
    }
    int depth = json.depth();
    var labels = Labels.NONE;
    Map<String, String> annotations = Map.of();
    @Nullable String status = null;
    @Nullable Instant startsAt = null;
    @Nullable Instant endsAt = null;
    @Nullable String generatorUrl = null;
    JsonReader.@Nullable WrongField wrong = null;
    for (var field = json.nextField(); field != null; field = json.nextField()) {
      try {
        switch (field) {
          case "labels" -> labels = json.labels(field);
          case "annotations" -> annotations = json.annotations(field);
          case "status" -> status = statusOf(json);
          case "startsAt" -> startsAt = json.time(field);
          case "endsAt" -> endsAt = json.time(field);
          case "generatorURL" -> generatorUrl = json.textOrNull(field);
          default -> json.skip();
        }
      } catch (JsonReader.WrongField mistake) {
        wrong = mistake;
        json.leaveTo(depth);
      }
    }
    if (wrong == null && labels.map().isEmpty()) {
      wrong = json.wrong("labels", "must have at least one label that is not empty");
    }
    if (wrong != null) {
      throw wrong;
    }
    return new AlertObject(labels, annotations, status, startsAt, endsAt, generatorUrl);
  }

  /**
   * Who says so: where the sender lives. Without an address all of an integration is one source.
   */
  String source() {
    var url = generatorUrl == null ? "" : generatorUrl;
    int scheme = url.indexOf("://");
    if (scheme <= 0) {
      return "";
    }
    int host = scheme + 3;
    int end = host;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int user = url.lastIndexOf('@', end - 1); // who signs in there is no part of where it is
    return end == host ? "" : url.substring(0, host) + url.substring(Math.max(host, user + 1), end);
  }

  Signal signal(boolean firing, @Nullable Instant leaseUntil) {
    return new Signal(
        labels,
        annotations,
        firing,
        source(),
        startsAt,
        firing ? null : endsAt,
        leaseUntil,
        generatorUrl,
        null);
  }

  /** Uptime senders put an object there; only a text can say whether an alert fires. */
  private static @Nullable String statusOf(JsonReader json) {
    if (json.token() == JsonToken.VALUE_STRING) {
      return json.text("status");
    }
    json.skip();
    return null;
  }
}
