package dev.siaga.paging;

import dev.siaga.accounts.Accounts;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.IncidentEvent.HeldUntil;
import dev.siaga.incidents.IncidentEvent.PagingExhausted;
import dev.siaga.incidents.IncidentEvent.PagingPaused;
import dev.siaga.incidents.IncidentEvent.PagingResumed;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.incidents.IncidentEvent.RoundEnded;
import dev.siaga.incidents.IncidentEvent.TapAsked;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.Recorded;
import dev.siaga.kernel.IncidentId;
import dev.siaga.oncall.Hours;
import dev.siaga.oncall.OnCall;
import dev.siaga.oncall.PolicyPlan;
import dev.siaga.resources.Snapshot;
import dev.siaga.storage.Jobs;
import dev.siaga.storage.NewJob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Brings paging of one incident up to date: reads what happened since, decides, acts, plans when to
 * look again; all in the caller's transaction, so that it happens wholly or not at all. Doing it
 * twice does nothing the second time.
 *
 * <p>Locks the row of paging, then the incident: everybody in this order. An answer comes before
 * all that is decided here, or after it.
 */
final class Reactor {
  static final String WAKE = "paging.step";

  private final PagingStore store;
  private final Incidents incidents;
  private final OnCall onCall;
  private final Accounts accounts;
  private final Caller caller;
  private final Jobs jobs;

  Reactor(
      PagingStore store,
      Incidents incidents,
      OnCall onCall,
      Accounts accounts,
      Caller caller,
      Jobs jobs) {
    this.store = store;
    this.incidents = incidents;
    this.onCall = onCall;
    this.accounts = accounts;
    this.caller = caller;
    this.jobs = jobs;
  }

  /** Whether anything came of it. */
  boolean react(Handle tx, Snapshot all, IncidentId incident, Instant at) {
    var now = at.truncatedTo(ChronoUnit.MICROS); // what the database keeps
    var before = store.lock(tx, incident, now);
    incidents.hold(tx, incident);
    var turn = new Turn(tx, all, now, before);
    turn.catchUp();
    turn.settle();
    turn.catchUp();
    var after = turn.row();
    if (!after.equals(before)) {
      store.save(tx, after, now);
    }
    planWake(tx, after);
    return !after.state().standing().equals(before.state().standing());
  }

  /** Planning it twice plans it once; one that is out of date wakes us for nothing. */
  boolean planWake(Handle tx, Row row) {
    return row.state()
        .standing()
        .due()
        .map(due -> jobs.plan(tx, new NewJob(WAKE, wakeKey(row.incident(), due), due, "{}")))
        .orElse(false);
  }

  boolean isWakePlanned(Handle tx, Row row) {
    return row.state()
        .standing()
        .due()
        .map(due -> jobs.isPlanned(tx, WAKE, wakeKey(row.incident(), due)))
        .orElse(true);
  }

  private static String wakeKey(IncidentId incident, Instant due) {
    return incident + "/" + due;
  }

  static IncidentId incidentOf(String wakeKey) {
    var id = wakeKey.substring(0, wakeKey.indexOf('/'));
    return new IncidentId(UUID.fromString(id));
  }

  /** One go at one incident. */
  private final class Turn implements Surroundings {
    private final Handle tx;
    private final Snapshot all;
    private final Instant now;
    private final IncidentId incident;
    private State state;
    private int seen;

    Turn(Handle tx, Snapshot all, Instant now, Row row) {
      this.tx = tx;
      this.all = all;
      this.now = now;
      this.incident = row.incident();
      this.state = row.state();
      this.seen = row.seen();
    }

    Row row() {
      return new Row(incident, seen, state);
    }

    /** Until nothing is new: what we record comes back to us as well, and says nothing. */
    void catchUp() {
      for (var events = events(); !events.isEmpty(); events = events()) {
        int answered = lastAnswer(events);
        for (int i = 0; i < events.size(); i++) {
          var event = events.get(i).event();
          seen = events.get(i).version();
          if (i < answered) {
            state = state.with(FactsRules.apply(state.facts(), event));
          } else {
            follow(RoundRules.on(state, event, this));
          }
        }
      }
    }

    /** What somebody has answered since needs nobody to be woken, and nothing to be held. */
    private static int lastAnswer(List<Recorded> events) {
      for (int i = events.size() - 1; i >= 0; i--) {
        if (RoundRules.isAnswer(events.get(i).event())) {
          return i;
        }
      }
      return 0;
    }

    private List<Recorded> events() {
      return incidents.eventsAfter(tx, incident, seen);
    }

    /** Runs what is due; a step that reached nobody makes the next one due at once. */
    void settle() {
      if (state.facts() == null) {
        return;
      }
      boolean going = true;
      while (going) {
        var outcome = RoundRules.wake(state, this);
        follow(outcome);
        going = !outcome.acts().isEmpty();
      }
    }

    private void follow(Outcome outcome) {
      state = outcome.state();
      outcome.acts().forEach(this::act);
    }

    private void act(Act act) {
      switch (act) {
        case Act.Hold(var until) -> {
          var told = caller.hold(call());
          record(told.records());
          record(new HeldUntil(now, until, told.told()));
        }
        case Act.HoldOn(var until) -> record(new HeldUntil(now, until, List.of()));
        case Act.AskForTap() -> {
          var told = caller.askForTap(call());
          record(told.records());
          record(new TapAsked(now, told.told()));
        }
        case Act.Begin(var round) -> {
          store.begin(tx, incident, round);
          record(
              new RoundBegan(
                  now, round.number(), round.cause(), round.policyName(), round.policyVersion()));
        }
        case Act.Pause(var round) -> record(new PagingPaused(now, round.number()));
        case Act.Resume(var round) -> record(new PagingResumed(now, round.number()));
        case Act.End(var round, var why) -> {
          store.end(tx, incident, round, why, now);
          caller.withdraw(tx, incident);
          record(new RoundEnded(now, round.number(), why));
        }
        case Act.Reach(var round, var place) -> {
          var reached = caller.page(call(), round, place);
          record(reached.records());
          follow(RoundRules.reached(state, reached.anybody(), now));
        }
        case Act.Exhaust(var round, var place) -> {
          var told = caller.exhausted(call(), place);
          record(told.records());
          record(new PagingExhausted(now, round.number(), told.told()));
        }
      }
    }

    private Caller.Call call() {
      var facts = Objects.requireNonNull(state.facts());
      return new Caller.Call(tx, all, incident, facts, state.rounds(), now);
    }

    private void record(IncidentEvent event) {
      record(List.of(event));
    }

    private void record(List<IncidentEvent> events) {
      if (!events.isEmpty()) {
        incidents.record(tx, incident, events);
      }
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public Hours hours(Facts facts) {
      return onCall.hours(all, facts.subject().team(), now);
    }

    @Override
    public PolicyPlan plan(Facts facts) {
      var subject = facts.subject();
      return onCall.plan(all, subject.service(), subject.team(), accounts::administrators);
    }
  }
}
