package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.SHOP;
import static dev.siaga.incidents.Samples.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.IncidentId;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random walks through the door: what lists read is what the events say. */
final class HeadsTest {
  private static final int STEPS = 150;
  private static final int ALERTS = 6;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void head_rows_equal_heads_that_are_rebuilt_from_events(long seed) {
    var clock = new MovableClock(NOON);
    try (var database = Databases.fresh(clock)) {
      var walk =
          new Walk(new Random(seed), database, new Incidents(database, clock, Samples.ANYBODY));
      for (int step = 0; step < STEPS; step++) {
        clock.advance(Duration.ofNanos(walk.random.nextInt(2_000_000_000)));
        walk.step(clock);
      }
      walk.compare(seed);
    }
  }

  /** One walk: alerts of a few groups come, end and come back, while people and paging act. */
  private record Walk(
      Random random, Database database, Incidents incidents, List<IncidentId> known) {
    Walk(Random random, Database database, Incidents incidents) {
      this(random, database, incidents, new ArrayList<>());
    }

    void step(MovableClock clock) {
      switch (random.nextInt(10)) {
        case 0, 1 -> know(inTransaction(tx -> incidents.page(tx, anyAlert()).incident()));
        case 2 -> inTransaction(tx -> end(tx, clock));
        case 3 -> inTransaction(tx -> record(tx, clock));
        case 4 -> know(declared());
        default -> handle();
      }
    }

    private void handle() {
      if (!known.isEmpty()) {
        incidents.handle(any(), Walks.anybody(random), null, Walks.anyCommand(random));
      }
    }

    private boolean record(Handle tx, MovableClock clock) {
      if (!known.isEmpty()) {
        incidents.record(tx, any(), List.of(Walks.anyFromPaging(random, clock.instant())));
      }
      return true;
    }

    private boolean end(Handle tx, MovableClock clock) {
      int firing = random.nextInt(ALERTS);
      incidents.alertEnded(
          tx,
          new AlertId(new UUID(1, firing / 2)),
          new FiringId(new UUID(2, firing)),
          Walks.any(random, AlertEnd.values()),
          clock.instant(),
          null);
      return true;
    }

    private PagedAlert anyAlert() {
      int firing = random.nextInt(ALERTS);
      return ArrivalsTest.alert("group-" + firing % 2, firing / 2, firing, random.nextBoolean());
    }

    private IncidentId declared() {
      var command = new IncidentCommand.Declare("Pay", "", SHOP, NoticedBy.USER, "", null, null);
      return ok(incidents.declare(Walks.anybody(random), command)).id();
    }

    private IncidentId any() {
      return known.get(random.nextInt(known.size()));
    }

    private void know(IncidentId id) {
      if (!known.contains(id)) {
        known.add(id);
      }
    }

    private <T> T inTransaction(Database.Work<T> work) {
      return database.inTransaction("walking", work);
    }

    void compare(long seed) {
      var rows = ok(incidents.list(IncidentFilter.ALL, null, 500)).items();
      assertThat(rows).as("seed %d", seed).hasSameSizeAs(known);
      for (var row : rows) {
        var rebuilt = incidents.find(row.id()).orElseThrow();
        assertThat(row).as("seed %d", seed).isEqualTo(rebuilt.head());
        long firing =
            rebuilt.alerts().stream()
                .flatMap(a -> a.firings().stream())
                .filter(f -> !f.over())
                .count();
        assertThat((long) row.firing()).as("seed %d, #%d", seed, row.number()).isEqualTo(firing);
      }
    }
  }
}
