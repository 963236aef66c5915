package dev.siaga.paging;

import dev.siaga.incidents.Incident;
import dev.siaga.incidents.Incidents;
import dev.siaga.incidents.Phase;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.storage.Database;
import java.time.Instant;
import java.util.function.Predicate;

/** Answers those who come by a link, kindly also where the link is too old or too late. */
final class LinkDesk {
  private final Database database;
  private final PagingStore store;
  private final Incidents incidents;
  private final Links links;
  private final Predicate<Name> isPerson;

  /**
   * The desk.
   *
   * @param isPerson who is still there: nobody answers for those who have left
   */
  LinkDesk(
      Database database,
      PagingStore store,
      Incidents incidents,
      Links links,
      Predicate<Name> isPerson) {
    this.database = database;
    this.store = store;
    this.incidents = incidents;
    this.links = links;
    this.isPerson = isPerson;
  }

  /** Something that the person of a link does to its incident. */
  @FunctionalInterface
  interface Deed {
    Answer<Incident> doTo(IncidentId incident, Actor.Person by);
  }

  Answer<LinkView> view(String token, Instant now) {
    var bound = links.read(token).filter(each -> isPerson.test(each.person()));
    if (bound.isEmpty()) {
      return Answer.notFound("paging.link-unknown");
    }
    return incidents
        .find(bound.get().incident())
        .map(incident -> Answer.ok(view(bound.get(), incident, now)))
        .orElseGet(() -> Answer.notFound("paging.link-unknown"));
  }

  Answer<LinkView> act(String token, Instant now, Deed deed) {
    return view(token, now)
        .then(before ->
            switch (before.standing()) {
              case OPEN, AWAITS_TAP, ANSWERED_BY_ANOTHER ->
                  deed.doTo(before.incident(), new Actor.Person(before.person()))
                      .then(_ -> view(token, now));
              // Pressing twice is no mistake: the page says what is so.
              case ANSWERED -> Answer.ok(before);
              case CLOSED -> Answer.conflict("paging.link-closed", before.number());
              case EARLIER_ROUND -> Answer.conflict("paging.link-earlier", before.number());
              case EXPIRED -> Answer.conflict("paging.link-expired", before.number());
            });
  }

  private LinkView view(Links.Bound bound, Incident incident, Instant now) {
    var head = incident.head();
    return new LinkView(
        incident.id(),
        head.number(),
        head.title().text(),
        incident.description(),
        head.affected().service(),
        head.affected().environment(),
        head.times().started().at(),
        head.phase(),
        bound.person(),
        standing(bound, incident, now),
        incident.paging().answeredBy(),
        head.quiet());
  }

  private LinkView.Standing standing(Links.Bound bound, Incident incident, Instant now) {
    if (!now.isBefore(bound.expires())) {
      return LinkView.Standing.EXPIRED;
    }
    if (!incident.phase().open()) {
      return LinkView.Standing.CLOSED;
    }
    var answeredBy = incident.paging().answeredBy();
    if (answeredBy.contains(new Actor.Person(bound.person()))) {
      return LinkView.Standing.ANSWERED;
    }
    var state =
        database
            .read("reading paging", handle -> store.find(handle, incident.id()))
            .map(Row::state)
            .orElse(State.NEW);
    if (bound.round() < state.rounds()) {
      return LinkView.Standing.EARLIER_ROUND;
    }
    boolean mayBeFalse = incident.phase() == Phase.TRIAGE; // else somebody has said that it is real
    if (state.standing() instanceof Standing.AwaitingTap && mayBeFalse) {
      return LinkView.Standing.AWAITS_TAP;
    }
    return answeredBy.isEmpty() ? LinkView.Standing.OPEN : LinkView.Standing.ANSWERED_BY_ANOTHER;
  }
}
