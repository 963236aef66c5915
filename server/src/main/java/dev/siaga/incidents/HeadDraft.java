package dev.siaga.incidents;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A head while one event changes it. */
final class HeadDraft {
  private final Head before;
  Phase phase;
  @Nullable Priority priority;
  @Nullable Name lead;
  int firings;
  int firing;
  boolean unanswered;
  @Nullable Instant heldUntil;
  Moment started;
  @Nullable Moment acknowledged;
  @Nullable Moment validated;
  @Nullable Moment mitigated;
  @Nullable Moment resolved;

  HeadDraft(Head before) {
    this.before = before;
    phase = before.phase();
    priority = before.priority();
    lead = before.lead();
    firings = before.firings();
    firing = before.firing();
    unanswered = before.unanswered();
    heldUntil = before.heldUntil();
    started = before.times().started();
    acknowledged = before.times().acknowledged();
    validated = before.times().validated();
    mitigated = before.times().mitigated();
    resolved = before.times().resolved();
  }

  /** Somebody is there: the first time counts, and nobody need be paged any more. */
  void answered(Instant at, Text source) {
    if (acknowledged == null) {
      acknowledged = new Moment(at, source);
    }
    settled();
  }

  void settled() {
    unanswered = false;
    heldUntil = null;
  }

  void startedNoLaterThan(FiringAlert alert) {
    if (alert.startedAt().isBefore(started.at())) {
      started = Sources.started(alert);
    }
  }

  void enter(Phase next, Instant at, Text source) {
    phase = next;
    switch (next) {
      case TRIAGE, INVESTIGATING, MITIGATING -> { // what had been taken for mitigated was not
        mitigated = null;
        resolved = null;
      }
      case MONITORING -> mitigated = mitigated == null ? new Moment(at, source) : mitigated;
      case RESOLVED -> {
        mitigated = mitigated == null ? new Moment(at, source) : mitigated;
        resolved = new Moment(at, source);
      }
      case REVIEWED, FALSE_ALARM -> {}
    }
  }

  Head head(Instant at) {
    return new Head(
        before.id(),
        before.number(),
        before.version() + 1,
        before.title(),
        before.affected(),
        before.groupKey(),
        phase,
        priority,
        before.noticedBy(),
        lead,
        firings,
        firing,
        unanswered,
        heldUntil,
        new Times(started, before.times().detected(), acknowledged, validated, mitigated, resolved),
        at.isAfter(before.updatedAt()) ? at : before.updatedAt());
  }
}
