package dev.siaga.incidents;

import dev.siaga.incidents.IncidentCommand.AssignRole;
import dev.siaga.incidents.IncidentCommand.AttachEvidence;
import dev.siaga.incidents.IncidentCommand.ChangePhase;
import dev.siaga.incidents.IncidentCommand.CompleteTask;
import dev.siaga.incidents.IncidentCommand.Declare;
import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Note;
import dev.siaga.incidents.IncidentCommand.OpenTask;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentCommand.SetPriority;
import dev.siaga.incidents.IncidentCommand.Validate;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is wrong in a command by itself, whatever the state of its incident. */
final class Checks {
  static final int NOTE_LENGTH_MAX = 10_000;
  static final int REASON_LENGTH_MAX = 2_000;
  static final int SHORT_LENGTH_MAX = 200;
  static final int EXCERPT_LENGTH_MAX = 100_000;
  static final int ADDRESS_LENGTH_MAX = 2_000;

  private Checks() {}

  static @Nullable Refusal wrong(IncidentCommand command) {
    return switch (command) {
      case Declare c -> wrong(c);
      case IncidentCommand.Acknowledge _, AssignRole _ -> null;
      case Validate(var note) -> atMost("note", note, NOTE_LENGTH_MAX);
      case DismissAsFalseAlarm(var reason, _) -> needed("reason", reason, REASON_LENGTH_MAX);
      case OpenTask(var what, _) -> needed("what", what, REASON_LENGTH_MAX);
      case CompleteTask(_, var note) -> atMost("note", note, NOTE_LENGTH_MAX);
      case SetPriority(var answers) -> wrong("answers.", answers);
      case Note(var text) -> needed("text", text, NOTE_LENGTH_MAX);
      case AttachEvidence c -> first(wrongEvidence(c.title(), c.source()), wrong(c.content()));
      case ChangePhase(_, var note) -> atMost("note", note, NOTE_LENGTH_MAX);
      case Resolve(var note) -> atMost("note", note, NOTE_LENGTH_MAX);
      case Reopen(var reason) -> needed("reason", reason, REASON_LENGTH_MAX);
    };
  }

  /** Whoever is to do something must be known to Siaga, who could not tell them otherwise. */
  static @Nullable Refusal stranger(IncidentCommand command, Directory directory) {
    return switch (command) {
      case DismissAsFalseAlarm(_, var owner) -> directory.strangerAs("owner", owner);
      case OpenTask(_, var owner) -> directory.strangerAs("owner", owner);
      case AssignRole(_, var person) -> directory.strangerAs("person", person);
      case Declare c -> directory.unknown(c.affected());
      case IncidentCommand.Acknowledge _,
          Validate _,
          CompleteTask _,
          SetPriority _,
          Note _,
          AttachEvidence _,
          ChangePhase _,
          Resolve _,
          Reopen _ ->
          null;
    };
  }

  private static @Nullable Refusal wrong(Declare command) {
    return first(
        title(command.title()),
        atMost("description", command.description(), NOTE_LENGTH_MAX),
        atMost("whoNoticed", command.whoNoticed(), SHORT_LENGTH_MAX),
        atMost("environment", command.affected().environment(), SHORT_LENGTH_MAX),
        command.answers() == null ? null : wrong("answers.", command.answers()));
  }

  private static @Nullable Refusal wrong(String path, PriorityAnswers answers) {
    return answers.complete()
        ? null
        : new Refusal.Invalid(
            path + "somethingDisturbed", Text.of("incidents.refused.second-question"));
  }

  static @Nullable Refusal wrongEvidence(String title, String source) {
    return first(title(title), atMost("source", source, SHORT_LENGTH_MAX));
  }

  private static @Nullable Refusal wrong(EvidenceContent content) {
    return switch (content) {
      case EvidenceContent.File _ -> null;
      case EvidenceContent.Link(var address) -> isWeb(address) ? null : notAnAddress();
      case EvidenceContent.Excerpt(var text) -> needed("text", text, EXCERPT_LENGTH_MAX);
    };
  }

  /** Only these: a page shows it as a link, and {@code javascript:} is an address too. */
  private static boolean isWeb(URI address) {
    var scheme = address.getScheme();
    return scheme != null
        && (scheme.toLowerCase(Locale.ROOT).equals("https")
            || scheme.toLowerCase(Locale.ROOT).equals("http"))
        && address.getHost() != null
        && address.toString().length() <= ADDRESS_LENGTH_MAX;
  }

  private static Refusal notAnAddress() {
    return new Refusal.Invalid("address", Text.of("incidents.refused.address"));
  }

  private static @Nullable Refusal title(String text) {
    var wrong = needed("title", text, Title.LENGTH_MAX);
    return wrong != null || Title.isValid(text)
        ? wrong
        : new Refusal.Invalid("title", Text.of("incidents.refused.missing"));
  }

  private static @Nullable Refusal needed(String field, String text, int lengthMax) {
    return text.isBlank()
        ? new Refusal.Invalid(field, Text.of("incidents.refused.missing"))
        : atMost(field, text, lengthMax);
  }

  private static @Nullable Refusal atMost(String field, String text, int lengthMax) {
    return text.strip().length() > lengthMax
        ? new Refusal.Invalid(field, Text.of("incidents.refused.too-long", lengthMax))
        : null;
  }

  private static @Nullable Refusal first(@Nullable Refusal... refusals) {
    for (var refusal : refusals) {
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
