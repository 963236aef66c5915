package dev.siaga.incidents;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an incident is now: the fold of its events, and nothing else. */
public record Incident(
    Head head,
    String description,
    String whoNoticed,
    @Nullable PriorityAnswers answers,
    List<LinkedAlert> alerts,
    List<Task> tasks,
    SortedMap<Role, Name> roles,
    List<Evidence> evidence,
    List<Responder> responders,
    Paging paging) {
  public Incident {
    alerts = List.copyOf(alerts);
    tasks = List.copyOf(tasks);
    roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    evidence = List.copyOf(evidence);
    responders = List.copyOf(responders);
  }

  public IncidentId id() {
    return head.id();
  }

  public int version() {
    return head.version();
  }

  public Phase phase() {
    return head.phase();
  }

  /** An alert that belongs to the incident, with each of its firings. */
  public record LinkedAlert(
      AlertId alert,
      Name integration,
      Title title,
      String rule,
      Text reason,
      List<Firing> firings) {
    public LinkedAlert {
      firings = List.copyOf(firings);
    }

    public boolean over() {
      return firings.stream().allMatch(Firing::over);
    }

    /** Nobody has said that it is over, and nobody says any more that it fires. */
    public boolean silent() {
      return firings.stream().allMatch(firing -> firing.over() || firing.silent()) && !over();
    }
  }

  /**
   * One firing; the end is absent while it fires.
   *
   * @param silent its sender fell silent, and has not spoken of the alert since
   */
  public record Firing(
      FiringId firing,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable AlertEnd how,
      boolean silent) {
    public boolean over() {
      return how != null && !silent;
    }

    Firing ended(Instant at, AlertEnd as) {
      return new Firing(firing, startedAt, at, as, false);
    }

    Firing lapsed(Instant at) {
      return new Firing(firing, startedAt, at, AlertEnd.LAPSED, true);
    }

    Firing heard() {
      return new Firing(firing, startedAt, endedAt, how, false);
    }
  }

  /** Something to do; done when {@code completedAt} is there. */
  public record Task(
      TaskId id,
      TaskKind kind,
      String what,
      @Nullable Name owner,
      Instant openedAt,
      @Nullable Actor completedBy,
      @Nullable Instant completedAt) {
    public boolean done() {
      return completedAt != null;
    }

    Task complete(Actor by, Instant at) {
      return new Task(id, kind, what, owner, openedAt, by, at);
    }
  }

  /** Something that shows what happened, with its source; never changed after. */
  public record Evidence(
      EvidenceId id, EvidenceContent content, Title title, String source, Actor by, Instant at) {}

  /** Somebody who has done something in this incident. */
  public record Responder(Actor who, Instant since) {}

  /**
   * How far paging is.
   *
   * @param round 0 before the first
   * @param answeredBy who has acknowledged or decided since the round began
   */
  public record Paging(
      int round,
      boolean paused,
      boolean exhausted,
      int planned,
      int handedOver,
      int failed,
      List<Actor> answeredBy) {
    static final Paging NONE = new Paging(0, false, false, 0, 0, 0, List.of());

    public Paging {
      answeredBy = List.copyOf(answeredBy);
    }
  }
}
