package dev.siaga.paging;

import dev.siaga.accounts.Accounts;
import dev.siaga.incidents.IncidentCommand;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.Via;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.notify.DeliveryEvent;
import dev.siaga.notify.Notify;
import dev.siaga.oncall.OnCall;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.storage.Job;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The door to paging. It is told of everything by events; what others ask it is who would be woken,
 * and what the link in a message shows and does.
 */
public final class Paging {
  static final Duration AUDIT_INTERVAL = Duration.ofSeconds(30);
  private static final int WORKERS = 4;

  private final InstantSource clock;
  private final Resources resources;
  private final OnCall onCall;
  private final Incidents incidents;
  private final Accounts accounts;
  private final Reactor reactor;
  private final LinkDesk desk;

  public Paging(
      Database database,
      InstantSource clock,
      Resources resources,
      OnCall onCall,
      Incidents incidents,
      Notify notify,
      Accounts accounts,
      URI baseUrl,
      MeterRegistry meters) {
    this.clock = clock;
    this.resources = resources;
    this.onCall = onCall;
    this.incidents = incidents;
    this.accounts = accounts;
    var store = new PagingStore();
    var links = new Links(database.secrets(), baseUrl);
    var caller = new Caller(onCall, notify, accounts, links);
    this.reactor = new Reactor(store, incidents, onCall, accounts, caller, database.jobs());
    this.desk =
        new LinkDesk(database, store, incidents, links, who -> accounts.person(who).isPresent());
    var auditor = new Auditor(store, reactor, incidents, meters);
    var jobs = database.jobs();
    jobs.subscribe("incident", "paging", WORKERS, this::incidentChanged);
    jobs.subscribe(DeliveryEvent.TOPIC, "paging", WORKERS, this::delivered);
    jobs.inTransaction(Reactor.WAKE, WORKERS, this::wake);
    jobs.every(
        "paging.audit",
        AUDIT_INTERVAL,
        (tx, _) -> auditor.audit(tx, resources.snapshot(), clock.instant()));
  }

  private void incidentChanged(Handle tx, Job job) {
    var id = JsonMapper.shared().readTree(job.body()).path("incident").asString();
    react(tx, new IncidentId(UUID.fromString(id)), clock.instant());
  }

  /** Another node's clock may be a little ahead of ours: due is what it planned as due. */
  private void wake(Handle tx, Job job) {
    var now = clock.instant();
    react(tx, Reactor.incidentOf(job.key()), now.isBefore(job.dueAt()) ? job.dueAt() : now);
  }

  private void react(Handle tx, IncidentId incident, Instant now) {
    reactor.react(tx, resources.snapshot(), incident, now);
  }

  private void delivered(Handle tx, Job job) {
    var event = DeliveryEvent.parse(job.body());
    var incident = event.incident();
    if (incident != null) {
      Deliveries.recorded(event).ifPresent(record -> incidents.record(tx, incident, record));
    }
  }

  /** Who would be woken if something of this service fired at that time, step by step, and why. */
  public Answer<Preview> preview(@Nullable Name service, Instant at) {
    var all = resources.snapshot();
    if (service != null && !all.exists("Service", service)) {
      return Answer.notFound("paging.no-service", service);
    }
    var team = onCall.teamOf(all, service).orElse(null);
    var foresight = new Foresight(onCall, all, accounts::administrators);
    return Answer.ok(foresight.preview(service, team, at));
  }

  /** What the link in a message shows. Changes nothing, however often it is opened. */
  public Answer<LinkView> link(String token) {
    return desk.view(token, clock.instant());
  }

  /** What its button does: the person whom the message woke is on it. */
  public Answer<LinkView> acknowledgeByLink(String token) {
    return desk.act(
        token,
        clock.instant(),
        (id, by) -> incidents.handle(id, by, null, new IncidentCommand.Acknowledge(Via.LINK)));
  }

  /** The one tap for what was over before the hours began: it was real. */
  public Answer<LinkView> validateByLink(String token) {
    return desk.act(
        token,
        clock.instant(),
        (id, by) -> incidents.handle(id, by, null, new IncidentCommand.Validate("")));
  }

  /** The one tap for what was over before the hours began: it was a false alarm. */
  public Answer<LinkView> dismissByLink(String token, String reason) {
    return desk.act(
        token,
        clock.instant(),
        (id, by) ->
            incidents.handle(
                id, by, null, new IncidentCommand.DismissAsFalseAlarm(reason, owner(by))));
  }

  /** Whoever taps owns the repair until somebody else takes it. */
  private static Name owner(Actor by) {
    return switch (by) {
      case Actor.Person(var name) -> name;
      case Actor.Token _, Actor.Component _ ->
          throw new IllegalArgumentException("a link is for a person");
    };
  }
}
