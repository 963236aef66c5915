package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.storage.GroupCommit.BatchWriter;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.Databases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

final class GroupCommitTest {
  private static final int MANY = GroupCommitter.BESIDE_ITEMS_MIN;
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

  @Test
  void few_items_wait_for_the_batch_that_is_being_written_and_many_do_not() throws Exception {
    var hold = new CountDownLatch(1);
    var batches = new LinkedBlockingQueue<Integer>();
    try (var database = Databases.fresh(CLOCK);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      GroupCommit<String, String> writer =
          database.groupCommit(
              "numbers",
              (tx, items) -> {
                batches.add(items.size());
                if (items.size() == 1) {
                  awaitQuietly(hold);
                }
                return write(tx, items);
              },
              10_000);
      try {
        var first = threads.submit(() -> writer.commit(bodies("first", 1)));
        assertThat(batches.poll(10, TimeUnit.SECONDS)).isEqualTo(1);
        var few = threads.submit(() -> writer.commit(bodies("few", 2)));
        Await.until("the few wait", Duration.ofSeconds(10), () -> writer.waiting() == 3);
        var many = threads.submit(() -> writer.commit(bodies("many", MANY)));

        assertThat(batches.poll(10, TimeUnit.SECONDS)).isEqualTo(2 + MANY);
        assertThat(few.get()).hasSize(2);
        assertThat(many.get()).hasSize(MANY);
        assertThat(first.isDone()).isFalse();
      } finally {
        hold.countDown();
      }
    }
  }

  @Test
  void what_lost_a_deadlock_is_written_again() throws Exception {
    try (var database = Databases.fresh(CLOCK);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var plain = database.groupCommit("numbers", GroupCommitTest::write, 10_000);
      plain.commit(List.of("1", "2"));
      var bothHoldOne = new CyclicBarrier(2);
      var calls = new AtomicInteger();
      BatchWriter<String, String> crossing =
          (tx, keys) -> {
            lock(tx, keys.getFirst());
            if (calls.incrementAndGet() <= 2) {
              meet(bothHoldOne);
            }
            lock(tx, keys.getLast());
            return keys;
          };
      var one = database.groupCommit("one", crossing, 10);
      var other = database.groupCommit("other", crossing, 10);

      var forth = threads.submit(() -> one.commit(List.of("1", "2")));
      var back = threads.submit(() -> other.commit(List.of("2", "1")));

      assertThat(forth.get()).hasSize(2);
      assertThat(back.get()).hasSize(2);
      assertThat(calls).hasValueGreaterThan(2); // PostgreSQL may give up both of them
    }
  }

  private static void lock(Handle tx, String key) {
    tx.createQuery("SELECT key FROM job WHERE key = :key FOR UPDATE")
        .bind("key", key)
        .mapTo(String.class)
        .one();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      throw new IllegalStateException(alone);
    }
  }

  private static List<String> bodies(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> "{\"" + name + "\": " + i + "}").toList();
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
