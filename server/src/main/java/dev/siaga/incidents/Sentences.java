package dev.siaga.incidents;

import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertFiredAgain;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.AlertLapsed;
import dev.siaga.incidents.IncidentEvent.Declared;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.EvidenceAttached;
import dev.siaga.incidents.IncidentEvent.HeldUntil;
import dev.siaga.incidents.IncidentEvent.Noted;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.IncidentEvent.PageFailed;
import dev.siaga.incidents.IncidentEvent.PageHandedOver;
import dev.siaga.incidents.IncidentEvent.PagePlanned;
import dev.siaga.incidents.IncidentEvent.PagingExhausted;
import dev.siaga.incidents.IncidentEvent.PagingPaused;
import dev.siaga.incidents.IncidentEvent.PagingRepaired;
import dev.siaga.incidents.IncidentEvent.PagingResumed;
import dev.siaga.incidents.IncidentEvent.PersonNotReached;
import dev.siaga.incidents.IncidentEvent.PhaseChanged;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.RoleAssigned;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.incidents.IncidentEvent.RoundEnded;
import dev.siaga.incidents.IncidentEvent.SenderSilent;
import dev.siaga.incidents.IncidentEvent.TapAsked;
import dev.siaga.incidents.IncidentEvent.TaskCompleted;
import dev.siaga.incidents.IncidentEvent.TaskOpened;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a line of the timeline says to people. */
final class Sentences {
  private Sentences() {}

  static Text of(IncidentEvent event) {
    return switch (event) {
      case OpenedByAlert e -> alert("opened-by-alert", e.alert());
      case AlertJoined e -> alert("alert-joined", e.alert());
      case AlertFiredAgain e -> alert("alert-fired-again", e.alert());
      case AlertHeardAgain e -> alert("alert-heard-again", e.alert());
      case AlertEnded e -> say("alert-" + Words.key(e.how()), e.title());
      case AlertLapsed e -> say("alert-lapsed", e.title());
      case SenderSilent e -> say("sender-silent", e.integration(), e.since());
      case Declared e ->
          by("declared-" + Words.key(e.noticedBy()), e.by(), e.title(), colon(e.whoNoticed()));
      case Acknowledged e -> by("acknowledged-" + Words.key(e.via()), e.by());
      case Validated e -> by("validated", e.by(), colon(e.note()));
      case DismissedAsFalseAlarm e -> by("dismissed", e.by(), e.reason());
      case TaskOpened e -> opened(e);
      case TaskCompleted e -> by("task-completed", e.by(), e.task(), colon(e.note()));
      case PrioritySet e -> by("priority-" + Words.key(e.priority()), e.by());
      case RoleAssigned e -> by("role-" + Words.key(e.role()), e.by(), e.person());
      case Noted e -> by("noted", e.by(), e.text());
      case EvidenceAttached e -> by("evidence-" + kind(e.content()), e.by(), e.title());
      case PhaseChanged e -> by("phase-" + Words.key(e.to()), e.by(), colon(e.note()));
      case Resolved e -> by("resolved", e.by(), colon(e.note()));
      case Reopened e -> by("reopened", e.by(), e.reason());
      case HeldUntil e -> held(e);
      case RoundBegan e -> say("round-began-" + Words.key(e.why()), e.round());
      case RoundEnded e -> say("round-ended-" + Words.key(e.why()), e.round());
      case PagePlanned e -> say("page-planned", who(e.person()), e.channel(), e.step(), e.round());
      case PageHandedOver e ->
          delivery(
              "handed-over", e.quiet(), e.attempt(), who(e.person()), e.channel(), e.providerId());
      case PageFailed e ->
          delivery(
              e.gaveUp() ? "given-up" : "failed",
              e.quiet(),
              e.gaveUp() ? e.attempt() : null,
              who(e.person()),
              e.channel());
      case PagingPaused e -> say("paging-paused", e.round());
      case PagingResumed e -> say("paging-resumed", e.round());
      case PagingExhausted e -> say("paging-exhausted", e.round(), names(e.told()));
      case PersonNotReached e -> say("person-not-reached", e.step(), e.round());
      case TapAsked e -> say("tap-asked", names(e.told()));
      case PagingRepaired _ -> say("paging-repaired");
    };
  }

  /** Why, in words of its own, where the sentence leaves that out. */
  static @Nullable Text detail(IncidentEvent event) {
    return switch (event) {
      case OpenedByAlert opened -> opened.alert().reason();
      case AlertJoined joined -> joined.alert().reason();
      case AlertFiredAgain again -> again.alert().reason();
      case AlertHeardAgain heard -> heard.alert().reason();
      case AlertEnded ended -> ended.note();
      case AlertLapsed lapsed -> lapsed.note();
      case PageFailed failed -> failed.why();
      case PagePlanned page -> page.reason();
      case PersonNotReached missing -> missing.reason();
      case PagingRepaired repaired -> repaired.what();
      default -> null;
    };
  }

  static Text word(Phase phase) {
    return Text.of("incidents.phase." + Words.key(phase));
  }

  static Text word(Priority priority) {
    return Text.of("incidents.priority." + Words.key(priority));
  }

  static Text word(Role role) {
    return Text.of("incidents.role." + Words.key(role));
  }

  static String name(Actor actor) {
    return switch (actor) {
      case Actor.Person(var name) -> name.value();
      case Actor.Token(var label) -> label;
      case Actor.Component(var name) -> name;
    };
  }

  private static Text opened(TaskOpened event) {
    var what = "task-" + Words.key(event.kind());
    return event.owner() == null
        ? by(what + "-unowned", event.by(), event.task(), event.what())
        : by(what, event.by(), event.task(), event.what(), event.owner());
  }

  private static Text held(HeldUntil event) {
    var until = event.until();
    return until == null
        ? say("held", names(event.told()))
        : say("held-until", names(event.told()), until);
  }

  /** Only more than one attempt is worth a word. */
  private static Text delivery(
      String what, boolean quiet, @Nullable Integer attempt, Object... args) {
    var sentence = (quiet ? "message-" : "page-") + what;
    return attempt == null || attempt == 1
        ? say(sentence, args)
        : say(sentence + "-late", with(args, attempt));
  }

  private static String kind(EvidenceContent content) {
    return switch (content) {
      case EvidenceContent.File _ -> "file";
      case EvidenceContent.Link _ -> "link";
      case EvidenceContent.Excerpt _ -> "text";
    };
  }

  private static Text alert(String what, FiringAlert alert) {
    return say(what, alert.title(), alert.integration(), alert.rule());
  }

  private static Text by(String what, Actor actor, Object... more) {
    return say(what, with(new Object[] {name(actor)}, more));
  }

  private static Object[] with(Object[] args, Object... more) {
    return Stream.concat(Arrays.stream(args), Arrays.stream(more)).toArray();
  }

  private static Text say(String what, Object... args) {
    return Text.of("incidents.event." + what, args);
  }

  /** A remark that may be absent, as the end of a sentence in whichever language. */
  private static String colon(String remark) {
    return remark.isEmpty() ? "" : ": " + remark;
  }

  /** A step may name a channel that is nobody's. */
  private static String who(@Nullable Name person) {
    return person == null ? "-" : person.value();
  }

  private static String names(List<Name> names) {
    return names.isEmpty()
        ? "-"
        : names.stream().map(Name::value).collect(Collectors.joining(", "));
  }
}
