package dev.siaga.web;

import dev.siaga.incidents.Affected;
import dev.siaga.incidents.EvidenceContent;
import dev.siaga.incidents.IncidentCommand;
import dev.siaga.incidents.IncidentCommand.Acknowledge;
import dev.siaga.incidents.IncidentCommand.AssignRole;
import dev.siaga.incidents.IncidentCommand.AttachEvidence;
import dev.siaga.incidents.IncidentCommand.ChangePhase;
import dev.siaga.incidents.IncidentCommand.CompleteTask;
import dev.siaga.incidents.IncidentCommand.Declare;
import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Note;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentCommand.SetPriority;
import dev.siaga.incidents.IncidentCommand.Validate;
import dev.siaga.incidents.NoticedBy;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.PriorityAnswers;
import dev.siaga.incidents.Role;
import dev.siaga.incidents.TaskId;
import dev.siaga.incidents.Via;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The forms of an incident's page: the end of each one's address, and the command it asks for. */
enum IncidentForm {
  ACKNOWLEDGE("acknowledge", _ -> Answer.ok(new Acknowledge(Via.WEB))),
  VALIDATE("validate", form -> Answer.ok(new Validate(form.get("note")))),
  FALSE_ALARM("false-alarm", IncidentForm::falseAlarm),
  PRIORITY("priority", IncidentForm::priority),
  ROLE("role", IncidentForm::role),
  NOTE("note", form -> Answer.ok(new Note(form.get("note")))),
  EVIDENCE("evidence", IncidentForm::evidence),
  PHASE("phase", IncidentForm::phase),
  TASK_DONE("task-done", IncidentForm::taskDone),
  RESOLVE("resolve", form -> Answer.ok(new Resolve(form.get("note")))),
  REOPEN("reopen", form -> Answer.ok(new Reopen(form.get("reason"))));

  private final String address;
  private final Function<Form, Answer<IncidentCommand>> reading;

  IncidentForm(String address, Function<Form, Answer<IncidentCommand>> reading) {
    this.address = address;
    this.reading = reading;
  }

  /** What the form at this address asks for; a refusal where it does not say enough. */
  static Answer<IncidentCommand> command(String address, Form form) {
    return Stream.of(values())
        .filter(each -> each.address.equals(address))
        .findFirst()
        .map(each -> each.reading.apply(form))
        .orElseGet(IncidentForm::notUnderstood);
  }

  private static Answer<IncidentCommand> falseAlarm(Form form) {
    return person(form, "owner").map(owner -> new DismissAsFalseAlarm(form.get("reason"), owner));
  }

  private static Answer<IncidentCommand> priority(Form form) {
    return answers(form).map(SetPriority::new);
  }

  private static Answer<IncidentCommand> role(Form form) {
    return oneOf(Role.class, form.get("role"))
        .map(role -> person(form, "person").<IncidentCommand>map(who -> new AssignRole(role, who)))
        .orElseGet(IncidentForm::notUnderstood);
  }

  private static Answer<IncidentCommand> phase(Form form) {
    return oneOf(Phase.class, form.get("phase"))
        .map(to -> Answer.<IncidentCommand>ok(new ChangePhase(to, form.get("note"))))
        .orElseGet(IncidentForm::notUnderstood);
  }

  private static Answer<IncidentCommand> taskDone(Form form) {
    var task = form.number("task");
    return task == null
        ? notUnderstood()
        : Answer.ok(new CompleteTask(new TaskId(task), form.get("note")));
  }

  private static Answer<IncidentCommand> evidence(Form form) {
    var content = form.get("content");
    boolean isLink = content.startsWith("https://") || content.startsWith("http://");
    if (!isLink || content.contains(" ")) {
      return Answer.ok(evidence(form, new EvidenceContent.Excerpt(content)));
    }
    try {
      return Answer.ok(evidence(form, new EvidenceContent.Link(URI.create(content))));
    } catch (IllegalArgumentException noAddress) {
      return Answer.invalid("content", "incidents.refused.address");
    }
  }

  private static IncidentCommand evidence(Form form, EvidenceContent content) {
    return new AttachEvidence(content, form.get("title"), form.get("source"));
  }

  static Answer<Declare> declaration(Form form) {
    var service = form.get("service");
    if (!service.isEmpty() && !Name.isValid(service)) {
      return Answer.invalid("service", "web.incident.not-understood");
    }
    boolean noAnswer = form.get("mainTransaction").isEmpty() && form.get("disturbed").isEmpty();
    return noAnswer
        ? Answer.ok(declaration(form, service, null))
        : answers(form).map(answers -> declaration(form, service, answers));
  }

  private static Declare declaration(Form form, String service, @Nullable PriorityAnswers answers) {
    return new Declare(
        form.get("title"),
        form.get("description"),
        new Affected(service.isEmpty() ? null : new Name(service), null, ""),
        form.get("noticedBy").equals("USER") ? NoticedBy.USER : NoticedBy.SYSTEM,
        form.get("whoNoticed"),
        null,
        answers);
  }

  /** A question that was left open has no answer: to guess one could end a round of pages. */
  private static Answer<PriorityAnswers> answers(Form form) {
    var disturbed =
        switch (form.get("disturbed")) {
          case "yes" -> Boolean.TRUE;
          case "no" -> Boolean.FALSE;
          default -> null;
        };
    return switch (form.get("mainTransaction")) {
      case "no" -> Answer.ok(new PriorityAnswers(false, null));
      case "yes" -> Answer.ok(new PriorityAnswers(true, disturbed));
      default -> Answer.invalid("mainTransaction", "web.priority.answer-first");
    };
  }

  private static Answer<Name> person(Form form, String field) {
    var name = form.get(field);
    return Name.isValid(name)
        ? Answer.ok(new Name(name))
        : Answer.invalid(field, "web.incident.choose-person");
  }

  private static <E extends Enum<E>> Optional<E> oneOf(Class<E> type, String text) {
    return Stream.of(type.getEnumConstants()).filter(e -> e.name().equals(text)).findFirst();
  }

  private static Answer<IncidentCommand> notUnderstood() {
    return Answer.invalid("", "web.incident.not-understood");
  }
}
