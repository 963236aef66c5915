package dev.siaga.intake;

import dev.siaga.alerts.Signal;
import dev.siaga.kernel.Characters;
import dev.siaga.kernel.Labels;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * One alert as an object, or many as an array of them: {@code title} (or {@code summary}), {@code
 * description} (or {@code details}), {@code status} (firing unless resolved; {@code action: close}
 * is the same), {@code dedup}, {@code labels} (or {@code meta}), {@code url}, {@code startsAt},
 * {@code endsAt}. The words in brackets are GoAlert's, whose senders are many; it takes forms, so
 * do we.
 */
final class GenericFormat implements Format {
  private static final int TITLE_CHARS_MAX = 1_000;
  private static final int DEDUP_CHARS_MAX = 512;

  @Override
  public Parsed read(
      String contentType, byte[] body, Instant receivedAt, @Nullable Duration lease) {
    if (contentType.startsWith("application/x-www-form-urlencoded")) {
      return form(new String(body, StandardCharsets.UTF_8), receivedAt, lease);
    }
    return JsonReader.reading(body, json -> json(json, receivedAt, lease));
  }

  private static Parsed json(JsonReader json, Instant receivedAt, @Nullable Duration lease) {
    var signals = new ArrayList<Signal>();
    var mistakes = new ArrayList<IntakeAnswer.Mistake>();
    var first = json.next();
    if (first == JsonToken.START_OBJECT) {
      add(json, 0, receivedAt, lease, signals, mistakes);
    } else if (first == JsonToken.START_ARRAY) {
      for (int index = 0; json.next() != JsonToken.END_ARRAY; index++) {
        add(json, index, receivedAt, lease, signals, mistakes);
      }
    } else {
      throw new MalformedBody("the body must be a JSON object, or an array of them");
    }
    return new Parsed(signals, mistakes);
  }

  private static void add(
      JsonReader json,
      int index,
      Instant receivedAt,
      @Nullable Duration lease,
      List<Signal> signals,
      List<IntakeAnswer.Mistake> mistakes) {
    try {
      signals.add(read(json).signal(receivedAt, lease));
    } catch (JsonReader.WrongField wrong) {
      mistakes.add(wrong.mistake(index));
    }
  }

  private static Fields read(JsonReader json) {
    if (json.token() != JsonToken.START_OBJECT) {
      json.skip();
      throw json.wrong("", "must be an object");
    }
    int depth = json.depth();
    var fields = new Fields();
    JsonReader.@Nullable WrongField wrong = null;
    for (var field = json.nextField(); field != null; field = json.nextField()) {
      try {
        switch (field) {
          case "labels", "meta" -> fields.labels.putAll(json.labels(field).map());
          case "annotations" -> fields.annotations.putAll(json.annotations(field));
          case "startsAt" -> fields.startsAt = json.time(field);
          case "endsAt" -> fields.endsAt = json.time(field);
          case "title", "summary", "description", "details", "status", "action", "dedup", "url" ->
              fields.set(field, json.textOrNull(field));
          default -> json.skip();
        }
      } catch (JsonReader.WrongField mistake) {
        wrong = mistake;
        json.leaveTo(depth);
      }
    }
    if (wrong != null) {
      throw wrong;
    }
    return fields;
  }

  private static Parsed form(String body, Instant receivedAt, @Nullable Duration lease) {
    var fields = new Fields();
    for (var pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.set(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    try {
      return new Parsed(List.of(fields.signal(receivedAt, lease)), List.of());
    } catch (JsonReader.WrongField wrong) {
      return new Parsed(List.of(), List.of(wrong.mistake(0)));
    }
  }

  private static String decoded(String part) {
    try {
      return Characters.storable(URLDecoder.decode(part, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException wrong) {
      throw new MalformedBody("the form is not URL-encoded");
    }
  }

  /** What was said, gathered. */
  private static final class Fields {
    private final Map<String, String> texts = new HashMap<>();
    private final TreeMap<String, String> labels = new TreeMap<>();
    private final TreeMap<String, String> annotations = new TreeMap<>();
    private @Nullable Instant startsAt;
    private @Nullable Instant endsAt;

    void set(String field, @Nullable String value) {
      if (value != null && !value.isBlank()) {
        texts.put(field, value.strip());
      }
    }

    Signal signal(Instant receivedAt, @Nullable Duration lease) {
      var title = texts.getOrDefault("title", texts.getOrDefault("summary", ""));
      var dedup = texts.get("dedup");
      if (title.length() > TITLE_CHARS_MAX) {
        throw new JsonReader.WrongField(
            "title", "is longer than " + TITLE_CHARS_MAX + " characters");
      }
      if (dedup != null && dedup.length() > DEDUP_CHARS_MAX) {
        throw new JsonReader.WrongField(
            "dedup", "is longer than " + DEDUP_CHARS_MAX + " characters");
      }
      if (title.isEmpty() && labels.isEmpty() && dedup == null) {
        throw new JsonReader.WrongField("title", "a title, a dedup key or labels are needed");
      }
      labels.putIfAbsent("alertname", title.isEmpty() ? String.valueOf(dedup) : title);
      annotate("summary", title);
      annotate("description", texts.getOrDefault("description", texts.getOrDefault("details", "")));
      boolean firing = isFiring();
      return new Signal(
          Labels.of(labels),
          annotations,
          firing,
          "",
          startsAt,
          firing ? null : endsAt,
          firing && lease != null ? receivedAt.plus(lease) : null,
          texts.get("url"),
          dedup);
    }

    private void annotate(String name, String value) {
      if (!value.isEmpty()) {
        annotations.putIfAbsent(name, value);
      }
    }

    private boolean isFiring() {
      var status = texts.getOrDefault("status", "firing");
      return switch (status) {
        case "firing" -> !texts.getOrDefault("action", "").equals("close");
        case "resolved" -> false;
        default -> throw new JsonReader.WrongField("status", "must be 'firing' or 'resolved'");
      };
    }
  }
}
