package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.ID;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.OPENED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.kernel.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Seeded random walks through the rules; the seed of a failing one is in its message. */
@Tag("slow")
final class IncidentWalkTest {
  private static final int WALKS = 400;
  private static final int STEPS = 40;

  @Test
  void every_walk_keeps_the_invariants() {
    for (long seed = 0; seed < WALKS; seed++) {
      walk(seed);
    }
  }

  private static void walk(long seed) {
    var random = new Random(seed);
    var history = new ArrayList<IncidentEvent>(List.of(OPENED));
    var now = Samples.fold(history);
    for (int step = 1; step <= STEPS; step++) {
      var before = now;
      var more = next(random, before, NOON.plusSeconds(step));
      history.addAll(more);
      now = IncidentFold.apply(now, more);
      var where = "seed %d, step %d: %s".formatted(seed, step, more);
      movesAreLegal(before, more, now, where);
      timesAreInOrder(now.head(), where);
    }
    storedHistoryFoldsAlike(history, now, "seed " + seed);
  }

  private static List<IncidentEvent> next(Random random, Incident before, Instant at) {
    if (random.nextInt(4) == 0) {
      return List.of(Walks.anyFromPaging(random, at));
    }
    var command = Walks.anyCommand(random);
    var answer = IncidentRules.decide(before, Walks.anybody(random), command, at);
    return answer instanceof Answer.Ok<List<IncidentEvent>>(var events) ? events : List.of();
  }

  /** A closed incident opens by {@code reopen} alone, and no phase is skipped by a plain change. */
  private static void movesAreLegal(
      Incident before, List<IncidentEvent> more, Incident after, String where) {
    if (!before.phase().open() && after.phase().open()) {
      assertThat(more).as(where).singleElement().isInstanceOf(Reopened.class);
    }
    if (before.phase() != after.phase()) {
      assertThat(legal(before.phase())).as(where).contains(after.phase());
    }
    if (before.phase() != Phase.TRIAGE && before.phase().open()) {
      assertThat(after.phase()).as(where).isNotIn(Phase.TRIAGE, Phase.FALSE_ALARM);
    }
  }

  private static List<Phase> legal(Phase from) {
    return switch (from) {
      case TRIAGE -> List.of(Phase.INVESTIGATING, Phase.FALSE_ALARM, Phase.RESOLVED);
      case INVESTIGATING -> List.of(Phase.MITIGATING, Phase.MONITORING, Phase.RESOLVED);
      case MITIGATING -> List.of(Phase.INVESTIGATING, Phase.MONITORING, Phase.RESOLVED);
      case MONITORING -> List.of(Phase.INVESTIGATING, Phase.MITIGATING, Phase.RESOLVED);
      case RESOLVED -> List.of(Phase.REVIEWED, Phase.INVESTIGATING);
      case REVIEWED -> List.of(Phase.INVESTIGATING);
      case FALSE_ALARM -> List.of(Phase.TRIAGE);
    };
  }

  private static void timesAreInOrder(Head head, String where) {
    var times = head.times();
    assertThat(times.started().at()).as(where).isBeforeOrEqualTo(times.detected().at());
    Stream.of(times.acknowledged(), times.validated(), times.mitigated(), times.resolved())
        .filter(Objects::nonNull)
        .forEach(moment ->
            assertThat(moment.at()).as(where).isBetween(times.detected().at(), head.updatedAt()));
    boolean over = head.phase() == Phase.RESOLVED || head.phase() == Phase.REVIEWED;
    assertThat(times.resolved() != null).as(where).isEqualTo(over);
    if (over) {
      assertThat(times.mitigated()).as(where).isNotNull();
    }
  }

  private static void storedHistoryFoldsAlike(
      List<IncidentEvent> history, Incident now, String where) {
    var stored =
        history.stream()
            .map(e -> IncidentCodec.event(IncidentCodec.kind(e), IncidentCodec.body(e)))
            .toList();
    var folded = Objects.requireNonNull(IncidentFold.fold(ID, stored));
    assertThat(folded).as(where).isEqualTo(now);
    assertThat(folded.version()).as(where).isEqualTo(history.size());
  }
}
