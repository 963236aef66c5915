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
 * @param mitigated and nothing has fired since
 * @param answeredBy who answered first since the incident was opened or reopened
 * @param lead who leads the incident, if somebody was given that role
 */
record Facts(
    Subject subject,
    Set<AlertId> firing,
    @Nullable Instant quietSince,
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
    return new Facts(subject, Set.of(), null, false, null, false, priority, null);
  }

  static Facts opened(Subject subject, AlertId by) {
    return new Facts(subject, Set.of(by), null, false, null, false, null, null);
  }

  /** It had alerts, and all of them have ended. */
  boolean quiet() {
    return quietSince != null;
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
    return new Facts(subject, more, null, mitigated, answeredBy, closed, priority, lead);
  }

  Facts ends(AlertId alert, Instant at) {
    if (!firing.contains(alert)) {
      return this;
    }
    var fewer = new HashSet<>(firing);
    fewer.remove(alert);
    var quiet = fewer.isEmpty() ? at : null;
    return new Facts(subject, fewer, quiet, mitigated, answeredBy, closed, priority, lead);
  }

  Facts mitigated(boolean now) {
    return new Facts(subject, firing, quietSince, now, answeredBy, closed, priority, lead);
  }

  /** The first answer counts: whoever comes later finds it taken. */
  Facts answered(Actor by) {
    var first = answeredBy == null ? by : answeredBy;
    return new Facts(subject, firing, quietSince, mitigated, first, closed, priority, lead);
  }

  Facts closed(boolean now) {
    return new Facts(subject, firing, quietSince, mitigated, answeredBy, now, priority, lead);
  }

  Facts reopened() {
    return new Facts(subject, firing, quietSince, false, null, false, priority, lead);
  }

  Facts prioritized(Priority now) {
    return new Facts(subject, firing, quietSince, mitigated, answeredBy, closed, now, lead);
  }

  Facts led(Name by) {
    return new Facts(subject, firing, quietSince, mitigated, answeredBy, closed, priority, by);
  }
}
