package dev.siaga.incidents;

import dev.siaga.incidents.IncidentCommand.Acknowledge;
import dev.siaga.incidents.IncidentCommand.AssignRole;
import dev.siaga.incidents.IncidentCommand.AttachEvidence;
import dev.siaga.incidents.IncidentCommand.ChangePhase;
import dev.siaga.incidents.IncidentCommand.CompleteTask;
import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Note;
import dev.siaga.incidents.IncidentCommand.OpenTask;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentCommand.SetPriority;
import dev.siaga.incidents.IncidentCommand.Validate;
import dev.siaga.incidents.IncidentEvent.HeldUntil;
import dev.siaga.incidents.IncidentEvent.PageFailed;
import dev.siaga.incidents.IncidentEvent.PageHandedOver;
import dev.siaga.incidents.IncidentEvent.PagePlanned;
import dev.siaga.incidents.IncidentEvent.PagingExhausted;
import dev.siaga.incidents.IncidentEvent.PagingPaused;
import dev.siaga.incidents.IncidentEvent.PagingResumed;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.incidents.IncidentEvent.RoundEnded;
import dev.siaga.incidents.IncidentEvent.SenderSilent;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** What may happen next, at random. */
interface Walks {
  Name MAIL = new Name("mail");

  static Actor anybody(Random random) {
    return random.nextBoolean() ? Samples.BY_ALASTAIR : Samples.BY_WISEN;
  }

  static <T> T any(Random random, T[] constants) {
    return constants[random.nextInt(constants.length)];
  }

  static IncidentCommand anyCommand(Random random) {
    return switch (random.nextInt(13)) {
      case 0 -> new Acknowledge(any(random, Via.values()));
      case 1 -> new Validate("seen");
      case 2 -> new DismissAsFalseAlarm("none", Samples.WISEN);
      case 3 -> new OpenTask("look", random.nextBoolean() ? null : Samples.ALASTAIR);
      case 4 -> new CompleteTask(new TaskId(1 + random.nextInt(3)), "");
      case 5 -> new SetPriority(new PriorityAnswers(random.nextBoolean(), random.nextBoolean()));
      case 6 -> new AssignRole(any(random, Role.values()), Samples.WISEN);
      case 7 -> new Note("note\u0000 " + random.nextInt(5));
      case 8 ->
          new AttachEvidence(
              new EvidenceContent.Link(URI.create("https://example.com/" + random.nextInt(3))),
              "Chart",
              "");
      case 9, 10 -> new ChangePhase(any(random, Phase.values()), "");
      case 11 -> new Resolve("");
      default -> new Reopen("back");
    };
  }

  static IncidentEvent anyFromPaging(Random random, Instant at) {
    int round = 1 + random.nextInt(3);
    return switch (random.nextInt(10)) {
      case 0 -> new HeldUntil(at, at.plusSeconds(60), List.of(Samples.ALASTAIR));
      case 1, 2 -> new RoundBegan(at, round, any(random, RoundCause.values()), MAIL, 4);
      case 3 -> new PagePlanned(at, round, 0, 1, Samples.WISEN, MAIL, Text.of("oncall.x"));
      case 4 -> new PageHandedOver(at, "key", Samples.WISEN, MAIL, "250 ok", 1, false);
      case 5 ->
          new PageFailed(at, "key", Samples.WISEN, MAIL, null, random.nextBoolean(), 1, false);
      case 6 -> new PagingPaused(at, round);
      case 7 -> new PagingResumed(at, round);
      case 8 ->
          random.nextBoolean()
              ? new PagingExhausted(at, round, List.of(Samples.WISEN))
              : new SenderSilent(at, MAIL, at);
      default -> new RoundEnded(at, round, any(random, RoundEnd.values()));
    };
  }
}
