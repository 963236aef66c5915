package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.testkit.Databases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

final class GroupCommitTest {
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z"));

  @Test
  void the_guilty_item_is_found_and_its_neighbours_are_kept() throws Exception {
    try (var database = Databases.fresh(CLOCK);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writer = database.groupCommit("numbers", GroupCommitTest::write, 10_000);
      List<Callable<List<GroupCommit.Written<String>>>> requests = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        var bodies = List.of("{\"a\": " + i + "}", i == 17 ? "not json" : "{\"b\": " + i + "}");
        requests.add(() -> writer.commit(bodies));
      }
      var answers = threads.invokeAll(requests).stream().map(Future::resultNow).toList();

      var refused =
          answers.stream()
              .flatMap(List::stream)
              .filter(GroupCommit.Written.Refused.class::isInstance)
              .toList();
      assertThat(refused).hasSize(1);
      assertThat(answers.get(17).get(0))
          .isEqualTo(new GroupCommit.Written.Durable<>("{\"a\": 17}"));
      assertThat(count(database)).isEqualTo(79);
    }
  }

  @Test
  void more_than_may_wait_is_turned_away_and_nothing_of_it_is_written() throws Exception {
    var hold = new CountDownLatch(1);
    var entered = new CountDownLatch(1);
    try (var database = Databases.fresh(CLOCK);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      GroupCommit<String, String> writer =
          database.groupCommit(
              "numbers",
              (tx, items) -> {
                entered.countDown();
                awaitQuietly(hold);
                return write(tx, items);
              },
              1);
      var first = threads.submit(() -> writer.commit(List.of("{\"n\": 1}", "{\"n\": 2}")));
      entered.await();
      assertThatThrownBy(() -> writer.commit(List.of("{\"n\": 3}")))
          .isInstanceOf(GroupCommit.Overloaded.class);
      hold.countDown();
      assertThat(first.get()).hasSize(2);
      assertThat(count(database)).isEqualTo(2);
    }
  }

  private static List<String> write(Handle tx, List<String> bodies) {
    for (var body : bodies) {
      tx.createUpdate(
              """
              INSERT INTO job (kind, key, due_at, body, planned_at)
              VALUES ('n', :body, :at, CAST(:body AS jsonb), :at)\
              """)
          .bind("body", body)
          .bind("at", CLOCK.instant())
          .execute();
    }
    return bodies;
  }

  private static int count(Database database) {
    return database.read(
        "counting",
        handle -> handle.createQuery("SELECT count(*) FROM job").mapTo(Integer.class).one());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
