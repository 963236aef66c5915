package dev.siaga.paging;

import dev.siaga.accounts.Accounts;
import dev.siaga.accounts.PersonSpec;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.IncidentEvent.PagePlanned;
import dev.siaga.incidents.IncidentEvent.PersonNotReached;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.notify.Delivery;
import dev.siaga.notify.Message;
import dev.siaga.notify.Method;
import dev.siaga.notify.Notify;
import dev.siaga.notify.Urgency;
import dev.siaga.oncall.Duty;
import dev.siaga.oncall.OnCall;
import dev.siaga.oncall.OnDuty;
import dev.siaga.oncall.Recipient;
import dev.siaga.resources.Snapshot;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds whom to tell at this instant, and plans a message for each of their methods. */
final class Caller {
  private final OnCall onCall;
  private final Notify notify;
  private final Accounts accounts;
  private final Links links;

  Caller(OnCall onCall, Notify notify, Accounts accounts, Links links) {
    this.onCall = onCall;
    this.notify = notify;
    this.accounts = accounts;
    this.links = links;
  }

  /** For one transaction, with the configuration as it is now. */
  record Call(Handle tx, Snapshot all, IncidentId incident, Facts facts, int round, Instant now) {}

  /** One page for (incident, round, repeat, step, person, method): that is the delivery's key. */
  Reached page(Call call, Round round, Place place) {
    var found =
        place.step() == Place.LEAD
            ? lead(call)
            : People.ofStep(
                onCall, call.all(), round, place, call.facts().subject().team(), call.now());
    var key = String.join("/", text(place.repeat()), text(place.step()));
    return tell(call, found, new Kind(key, Urgency.PAGE, place, Message.PageMessage::new));
  }

  /** Those who are always alerted learn of it off hours too; nobody waits for an answer. */
  Reached hold(Call call) {
    var found = onCall.alwaysAlerted(call.all(), call.facts().subject().team());
    var key = "held-" + moment(call);
    return tell(call, found, new Kind(key, Urgency.QUIET, null, Message.QuietMessage::new));
  }

  Reached askForTap(Call call) {
    var subject = call.facts().subject();
    var policy =
        onCall
            .plan(call.all(), subject.service(), subject.team(), accounts::administrators)
            .policy();
    var found =
        People.union(
            policy.steps().getFirst().targets().stream()
                .map(target -> onCall.onDuty(call.all(), target, call.now()))
                .toList());
    var whom = found.duties().isEmpty() ? lastResort(call) : found;
    return tell(
        call, whom, new Kind("tap-" + moment(call), Urgency.QUIET, null, Message.TapMessage::new));
  }

  Reached exhausted(Call call, Place place) {
    var key = "exhausted-" + place.repeat();
    return tell(
        call, lastResort(call), new Kind(key, Urgency.LOUD, null, Message.ExhaustedMessage::new));
  }

  /** Somebody has answered: what has not left yet would only wake people for nothing. */
  void withdraw(Handle tx, IncidentId incident) {
    notify.withdraw(tx, incident);
  }

  private OnDuty lastResort(Call call) {
    return onCall.fallback(call.all(), call.facts().subject().team(), accounts::administrators);
  }

  /** Whoever leads the incident, else who answered it before, else who leads the team. */
  private OnDuty lead(Call call) {
    var facts = call.facts();
    return Optional.ofNullable(facts.lead())
        .map(lead -> new Duty(person(lead), Text.of("paging.why-lead"), null))
        .or(() -> answered(facts.answeredBy()))
        .or(() ->
            onCall
                .lead(call.all(), facts.subject().team())
                .map(lead -> new Duty(person(lead), Text.of("paging.why-team-lead"), null)))
        .map(duty -> new OnDuty(List.of(duty), List.of()))
        .orElseGet(() -> new OnDuty(List.of(), List.of(Text.of("paging.no-lead"))));
  }

  private static Optional<Duty> answered(@Nullable Actor by) {
    return by instanceof Actor.Person(var name)
        ? Optional.of(new Duty(person(name), Text.of("paging.why-answered"), null))
        : Optional.empty();
  }

  private static Recipient person(Name name) {
    return new Recipient.Person(name);
  }

  /** What is said: the last part of the key, how loudly, for which step, in which form. */
  private record Kind(String key, Urgency urgency, @Nullable Place place, Form form) {}

  @FunctionalInterface
  private interface Form {
    Message of(Message.About about, Text reason, URI link);
  }

  private Reached tell(Call call, OnDuty found, Kind kind) {
    var records = new ArrayList<IncidentEvent>();
    var told = new ArrayList<Name>();
    boolean anybody = false;
    for (var missing : found.missing()) {
      records.add(notReached(call, kind, missing));
    }
    for (var duty : found.duties()) {
      var methods = methods(call, duty.who());
      if (methods.isEmpty()) {
        records.add(notReached(call, kind, Text.of("paging.no-method", duty.who().name())));
        continue;
      }
      for (var method : methods) {
        if (send(call, duty, method, kind)) {
          records.addAll(planned(call, duty, method, kind));
        }
      }
      anybody = true;
      if (duty.who() instanceof Recipient.Person(var name)) {
        told.add(name);
      }
    }
    return new Reached(records, told, anybody);
  }

  private List<Method> methods(Call call, Recipient who) {
    return switch (who) {
      case Recipient.Person(var name) ->
          call.all().find(PersonSpec.KIND, name).map(notify::methods).orElse(List.of());
      case Recipient.Channel(var name) -> List.of(new Method(name, ""));
    };
  }

  /** False when it has been sent before. */
  private boolean send(Call call, Duty duty, Method method, Kind kind) {
    var subject = call.facts().subject();
    var about =
        new Message.About(
            subject.number(),
            subject.title(),
            subject.service() == null ? null : subject.service().value(),
            subject.environment(),
            subject.startedAt());
    var message = kind.form().of(about, duty.why(), link(call, duty.who()));
    return notify.plan(
        call.tx(),
        new Delivery(
            key(call, duty, method, kind),
            kind.urgency(),
            call.incident(),
            duty.who() instanceof Recipient.Person(var name) ? name : null,
            method.channel(),
            method.address(),
            message));
  }

  private static String key(Call call, Duty duty, Method method, Kind kind) {
    var who =
        switch (duty.who()) {
          case Recipient.Person(var name) -> name.value();
          case Recipient.Channel _ -> "-";
        };
    return String.join(
        "/",
        call.incident().toString(),
        text(call.round()),
        kind.key(),
        who,
        method.channel().value(),
        method.address());
  }

  /**
   * A person's link answers for that person; a channel that is nobody's can only be shown where.
   */
  private URI link(Call call, Recipient who) {
    return switch (who) {
      case Recipient.Person(var name) ->
          links.page(
              new Links.Bound(
                  call.incident(), call.round(), call.now().plus(Links.VALID_FOR), name));
      case Recipient.Channel _ -> links.incident(call.incident());
    };
  }

  private static List<PagePlanned> planned(Call call, Duty duty, Method method, Kind kind) {
    var place = kind.place();
    if (place == null) {
      return List.of();
    }
    return List.of(
        new PagePlanned(
            call.now(),
            call.round(),
            place.repeat(),
            place.step(),
            duty.who() instanceof Recipient.Person(var name) ? name : null,
            method.channel(),
            duty.why()));
  }

  private static PersonNotReached notReached(Call call, Kind kind, Text why) {
    var place = kind.place();
    return new PersonNotReached(
        call.now(),
        call.round(),
        place == null ? 0 : place.repeat(),
        place == null ? 0 : place.step(),
        why);
  }

  /** What may be said several times of one round, each time anew. */
  private static String moment(Call call) {
    return Long.toString(Instant.EPOCH.until(call.now(), ChronoUnit.MICROS));
  }

  private static String text(int number) {
    return Integer.toString(number);
  }
}
