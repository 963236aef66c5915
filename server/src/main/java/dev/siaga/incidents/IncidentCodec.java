package dev.siaga.incidents;

import static java.util.Map.entry;

import dev.siaga.kernel.Characters;
import dev.siaga.kernel.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** How an event lies in its row: a kind that is never renamed, and a body in JSON. */
final class IncidentCodec {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(
              new SimpleModule()
                  .addSerializer(String.class, new StorableText())
                  .addDeserializer(Text.class, new TextOrWords()))
          .build();

  /** For reading; {@code kind} is for writing. A test holds the two together. */
  static final Map<String, Class<? extends IncidentEvent>> KINDS =
      Map.ofEntries(
          entry("opened-by-alert", IncidentEvent.OpenedByAlert.class),
          entry("declared", IncidentEvent.Declared.class),
          entry("alert-joined", IncidentEvent.AlertJoined.class),
          entry("alert-ended", IncidentEvent.AlertEnded.class),
          entry("alert-fired-again", IncidentEvent.AlertFiredAgain.class),
          entry("alert-lapsed", IncidentEvent.AlertLapsed.class),
          entry("alert-heard-again", IncidentEvent.AlertHeardAgain.class),
          entry("sender-silent", IncidentEvent.SenderSilent.class),
          entry("acknowledged", IncidentEvent.Acknowledged.class),
          entry("validated", IncidentEvent.Validated.class),
          entry("dismissed-as-false-alarm", IncidentEvent.DismissedAsFalseAlarm.class),
          entry("task-opened", IncidentEvent.TaskOpened.class),
          entry("task-completed", IncidentEvent.TaskCompleted.class),
          entry("priority-set", IncidentEvent.PrioritySet.class),
          entry("role-assigned", IncidentEvent.RoleAssigned.class),
          entry("noted", IncidentEvent.Noted.class),
          entry("evidence-attached", IncidentEvent.EvidenceAttached.class),
          entry("phase-changed", IncidentEvent.PhaseChanged.class),
          entry("resolved", IncidentEvent.Resolved.class),
          entry("reopened", IncidentEvent.Reopened.class),
          entry("held-until", IncidentEvent.HeldUntil.class),
          entry("round-began", IncidentEvent.RoundBegan.class),
          entry("page-planned", IncidentEvent.PagePlanned.class),
          entry("page-handed-over", IncidentEvent.PageHandedOver.class),
          entry("page-failed", IncidentEvent.PageFailed.class),
          entry("paging-paused", IncidentEvent.PagingPaused.class),
          entry("paging-resumed", IncidentEvent.PagingResumed.class),
          entry("paging-exhausted", IncidentEvent.PagingExhausted.class),
          entry("round-ended", IncidentEvent.RoundEnded.class),
          entry("person-not-reached", IncidentEvent.PersonNotReached.class),
          entry("tap-asked", IncidentEvent.TapAsked.class),
          entry("paging-repaired", IncidentEvent.PagingRepaired.class));

  private IncidentCodec() {}

  static String kind(IncidentEvent event) {
    return switch (event) {
      case IncidentEvent.OpenedByAlert _ -> "opened-by-alert";
      case IncidentEvent.Declared _ -> "declared";
      case IncidentEvent.AlertJoined _ -> "alert-joined";
      case IncidentEvent.AlertEnded _ -> "alert-ended";
      case IncidentEvent.AlertFiredAgain _ -> "alert-fired-again";
      case IncidentEvent.AlertLapsed _ -> "alert-lapsed";
      case IncidentEvent.AlertHeardAgain _ -> "alert-heard-again";
      case IncidentEvent.SenderSilent _ -> "sender-silent";
      case IncidentEvent.Acknowledged _ -> "acknowledged";
      case IncidentEvent.Validated _ -> "validated";
      case IncidentEvent.DismissedAsFalseAlarm _ -> "dismissed-as-false-alarm";
      case IncidentEvent.TaskOpened _ -> "task-opened";
      case IncidentEvent.TaskCompleted _ -> "task-completed";
      case IncidentEvent.PrioritySet _ -> "priority-set";
      case IncidentEvent.RoleAssigned _ -> "role-assigned";
      case IncidentEvent.Noted _ -> "noted";
      case IncidentEvent.EvidenceAttached _ -> "evidence-attached";
      case IncidentEvent.PhaseChanged _ -> "phase-changed";
      case IncidentEvent.Resolved _ -> "resolved";
      case IncidentEvent.Reopened _ -> "reopened";
      case IncidentEvent.HeldUntil _ -> "held-until";
      case IncidentEvent.RoundBegan _ -> "round-began";
      case IncidentEvent.PagePlanned _ -> "page-planned";
      case IncidentEvent.PageHandedOver _ -> "page-handed-over";
      case IncidentEvent.PageFailed _ -> "page-failed";
      case IncidentEvent.PagingPaused _ -> "paging-paused";
      case IncidentEvent.PagingResumed _ -> "paging-resumed";
      case IncidentEvent.PagingExhausted _ -> "paging-exhausted";
      case IncidentEvent.RoundEnded _ -> "round-ended";
      case IncidentEvent.PersonNotReached _ -> "person-not-reached";
      case IncidentEvent.TapAsked _ -> "tap-asked";
      case IncidentEvent.PagingRepaired _ -> "paging-repaired";
    };
  }

  static String body(IncidentEvent event) {
    return JSON.writeValueAsString(event);
  }

  static IncidentEvent event(String kind, String body) {
    var type = KINDS.get(kind);
    if (type == null) {
      throw new IllegalStateException("a newer Siaga has written an event of kind " + kind);
    }
    return JSON.readValue(body, type);
  }

  /**
   * PostgreSQL refuses NUL in jsonb: one such text would keep its whole event from being stored.
   */
  private static final class StorableText extends ValueSerializer<String> {
    @Override
    public void serialize(String text, JsonGenerator to, SerializationContext context) {
      to.writeString(Characters.storable(text));
    }
  }

  /**
   * Reasons were stored in English words, and none as an empty one, before they were stored as what
   * can be said in any language.
   */
  private static final class TextOrWords extends ValueDeserializer<Text> {
    @Override
    public @Nullable Text deserialize(JsonParser from, DeserializationContext context) {
      if (from.currentToken() == JsonToken.VALUE_STRING) {
        var words = from.getString();
        return words.isEmpty() ? null : Text.of("incidents.in-words", words);
      }
      var stored = context.readValue(from, Stored.class);
      return new Text(stored.key(), stored.args());
    }

    private record Stored(String key, List<String> args) {}
  }
}
