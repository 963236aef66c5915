package dev.siaga.paging;

import dev.siaga.incidents.Priority;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Name;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What paging needs to know of an incident: the fold of its events.
 *
 * @param firing the alerts that have not ended; one that lapsed has not
 * @param quietSince when the last alert ended, while none fires
 * @param goesOnSince when a person said, while none fires, that it goes on all the same
 * @param mitigated and nothing has fired since
 * @param answeredBy who answered first since the incident was opened or reopened
 * @param lead who leads the incident, if somebody was given that role
 */
record Facts(
    Subject subject,
    Set<AlertId> firing,
    @Nullable Instant quietSince,
    @Nullable Instant goesOnSince,
    boolean mitigated,
    @Nullable Actor answeredBy,
    boolean closed,
    @Nullable Priority priority,
    @Nullable Name lead) {
  /** So long everything must have been resolved before a new firing is a new disturbance. */
  static final Duration QUIET_MIN = Duration.ofMinutes(10);

  Facts {
    firing = Set.copyOf(firing);
  }

  static Facts declared(Subject subject, @Nullable Priority priority) {
    return new Facts(subject, Set.of(), null, null, false, null, false, priority, null);
  }

  static Facts opened(Subject subject, AlertId by) {
    return new Facts(subject, Set.of(by), null, null, false, null, false, null, null);
  }

  /** It had alerts, all of them have ended, and nobody says otherwise. */
  boolean quiet() {
    return quietSince != null && goesOnSince == null;
  }

  boolean quietFor(Duration length, Instant at) {
    return quietSince != null && !at.isBefore(quietSince.plus(length));
  }

  /** A person decided that nobody need be woken for it. */
  boolean lowered() {
    return priority == Priority.MEDIUM || priority == Priority.LOW;
  }

  Facts fires(AlertId alert) {
    var more = new HashSet<>(firing);
    more.add(alert);
    return alerts(more, null, null);
  }

  Facts ends(AlertId alert, Instant at) {
    if (!firing.contains(alert)) {
      return this;
    }
    var fewer = new HashSet<>(firing);
    fewer.remove(alert);
    return alerts(fewer, fewer.isEmpty() ? at : null, null);
  }

  private Facts alerts(
      Set<AlertId> firing, @Nullable Instant quietSince, @Nullable Instant goesOnSince) {
    return new Facts(
        subject, firing, quietSince, goesOnSince, mitigated, answeredBy, closed, priority, lead);
  }

  /** Who wakes others knows more than the alerts, which may have ended long ago. */
  private Facts goesOn(Instant at) {
    return alerts(firing, quietSince, firing.isEmpty() ? at : null);
  }

  Facts mitigated(boolean now) {
    return people(now, answeredBy, closed, priority, lead);
  }

  /** The first answer counts: whoever comes later finds it taken. */
  Facts answered(Actor by) {
    return people(mitigated, answeredBy == null ? by : answeredBy, closed, priority, lead);
  }

  Facts closed(boolean now) {
    return people(mitigated, answeredBy, now, priority, lead);
  }

  Facts reopened(Instant at) {
    return people(false, null, false, priority, lead).goesOn(at);
  }

  Facts prioritized(Priority now, Instant at) {
    var next = people(mitigated, answeredBy, closed, now, lead);
    return now == Priority.HIGH ? next.goesOn(at) : next;
  }

  Facts led(Name by) {
    return people(mitigated, answeredBy, closed, priority, by);
  }

  private Facts people(
      boolean mitigated,
      @Nullable Actor answeredBy,
      boolean closed,
      @Nullable Priority priority,
      @Nullable Name lead) {
    return new Facts(
        subject, firing, quietSince, goesOnSince, mitigated, answeredBy, closed, priority, lead);
  }
}
