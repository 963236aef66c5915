package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.ALASTAIR;
import static dev.siaga.incidents.Samples.ALERT;
import static dev.siaga.incidents.Samples.BY_ALASTAIR;
import static dev.siaga.incidents.Samples.BY_WISEN;
import static dev.siaga.incidents.Samples.DISTURBED;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.OPENED;
import static dev.siaga.incidents.Samples.SHOP;
import static dev.siaga.incidents.Samples.WISEN;
import static dev.siaga.incidents.Samples.firing;

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
import dev.siaga.storage.BlobId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** At least one event of each kind, with each word that its sentence may need. */
interface EveryEvent {
  Text SILENT = Text.of("alerts.silent-note", "prometheus", NOON.minusSeconds(600));
  Text AWAY = Text.of("notify.unreachable", "mail.example.com");

  static List<IncidentEvent> all() {
    var all = new ArrayList<IncidentEvent>();
    all.addAll(ofAlerts());
    all.addAll(ofPeople());
    all.addAll(ofTasksAndEvidence());
    all.addAll(ofPaging());
    return all;
  }

  private static List<IncidentEvent> ofAlerts() {
    var all = new ArrayList<IncidentEvent>(List.of(OPENED, new AlertJoined(NOON, firing(2, 2))));
    all.add(new AlertFiredAgain(NOON, ALERT));
    all.add(new AlertHeardAgain(NOON, ALERT, 1));
    all.add(new AlertLapsed(NOON, ALERT.alert(), ALERT.firing(), ALERT.title(), NOON, SILENT));
    for (var how : AlertEnd.values()) {
      all.add(
          new AlertEnded(NOON, ALERT.alert(), ALERT.firing(), ALERT.title(), how, NOON, SILENT));
    }
    all.add(new SenderSilent(NOON, new Name("prometheus"), NOON.minusSeconds(600)));
    return all;
  }

  private static List<IncidentEvent> ofPeople() {
    var all = new ArrayList<IncidentEvent>();
    for (var noticed : NoticedBy.values()) {
      all.add(declared(noticed, BY_WISEN, NOON));
    }
    for (var via : Via.values()) {
      all.add(new Acknowledged(NOON, BY_ALASTAIR, via));
    }
    for (var priority : Priority.values()) {
      all.add(new PrioritySet(NOON, BY_ALASTAIR, DISTURBED, priority));
    }
    for (var role : Role.values()) {
      all.add(new RoleAssigned(NOON, BY_ALASTAIR, role, WISEN));
    }
    for (var phase : Phase.values()) {
      all.add(new PhaseChanged(NOON, BY_ALASTAIR, Phase.INVESTIGATING, phase, "a note"));
    }
    all.add(new Validated(NOON, new Actor.Token("support-desk"), ""));
    all.add(new DismissedAsFalseAlarm(NOON, BY_ALASTAIR, "a load test", new TaskId(1)));
    all.add(new Resolved(NOON, BY_ALASTAIR, "over"));
    all.add(new Reopened(NOON, BY_WISEN, Phase.INVESTIGATING, "back"));
    return all;
  }

  private static List<IncidentEvent> ofTasksAndEvidence() {
    var blob = new BlobId("ab".repeat(32));
    var file = new EvidenceContent.File(blob, "chart.png", "image/png", 1234);
    var all = new ArrayList<IncidentEvent>();
    for (var kind : TaskKind.values()) {
      all.add(new TaskOpened(NOON, BY_ALASTAIR, new TaskId(1), kind, "look", ALASTAIR));
      all.add(new TaskOpened(NOON, BY_ALASTAIR, new TaskId(2), kind, "look", null));
    }
    all.add(new TaskCompleted(NOON, BY_ALASTAIR, new TaskId(1), "repaired"));
    all.add(new Noted(NOON, BY_ALASTAIR, "the pool is full"));
    all.add(evidence(1, file));
    all.add(evidence(2, new EvidenceContent.Link(URI.create("https://example.com/chart"))));
    all.add(evidence(3, new EvidenceContent.Excerpt("ERROR pool")));
    return all;
  }

  private static List<IncidentEvent> ofPaging() {
    var mail = new Name("mail");
    var all = new ArrayList<IncidentEvent>();
    all.add(new HeldUntil(NOON, NOON.plusSeconds(3600), List.of(ALASTAIR, WISEN)));
    all.add(new HeldUntil(NOON, null, List.of()));
    for (var why : RoundCause.values()) {
      all.add(new RoundBegan(NOON, 1, why, new Name("engineering"), 3));
    }
    for (var why : RoundEnd.values()) {
      all.add(new RoundEnded(NOON, 1, why));
    }
    all.add(new PagePlanned(NOON, 1, 0, 1, WISEN, mail, Text.of("oncall.reason.roster", "week")));
    all.add(new PageHandedOver(NOON, "1/0/1/wisen/mail", WISEN, mail, "<1@siaga>", null, false));
    all.add(new PageHandedOver(NOON, "1/0/1/wisen/mail", WISEN, mail, "<1@siaga>", 3, true));
    all.add(new PageFailed(NOON, "1/0/1/wisen/mail", WISEN, mail, AWAY, false, 1, false));
    all.add(new PageFailed(NOON, "1/0/1/wisen/mail", WISEN, mail, null, true, 1, true));
    all.add(new PageFailed(NOON, "1/0/1/wisen/mail", WISEN, mail, AWAY, true, 30, false));
    all.add(new PagingPaused(NOON, 1));
    all.add(new PagingResumed(NOON, 1));
    all.add(new PagingExhausted(NOON, 1, List.of(WISEN)));
    all.add(new PagePlanned(NOON, 1, 0, 2, null, mail, Text.of("oncall.why-channel")));
    all.add(new PersonNotReached(NOON, 1, 0, 2, Text.of("oncall.missing-person", "x")));
    all.add(new TapAsked(NOON, List.of(WISEN)));
    all.add(new PagingRepaired(NOON, Text.of("paging.repaired-step")));
    return all;
  }

  static Declared declared(NoticedBy noticed, Actor by, Instant at) {
    return new Declared(
        at,
        by,
        13,
        new Title("Nobody can pay"),
        "since the release",
        SHOP,
        noticed,
        "a customer",
        at.minusSeconds(60),
        DISTURBED,
        Priority.MEDIUM);
  }

  private static EvidenceAttached evidence(int id, EvidenceContent content) {
    return new EvidenceAttached(
        NOON, BY_ALASTAIR, new EvidenceId(id), content, new Title("Error rate"), "Grafana");
  }
}
