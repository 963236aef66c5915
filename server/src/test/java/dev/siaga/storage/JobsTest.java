package dev.siaga.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.testkit.Await;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.LogCatcher;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class JobsTest {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration SOON = Duration.ofSeconds(10);
  final MovableClock clock = new MovableClock(NOON);
  final List<String> done = new CopyOnWriteArrayList<>();

  @Nested
  final class A_job {
    @Test
    void runs_when_it_is_due_and_not_before() {
      try (var database = Databases.fresh(clock)) {
        database.jobs().inTransaction("call", 2, (_, job) -> done.add(job.key()));
        database.start();
        plan(database, "now", NOON);
        plan(database, "later", NOON.plusSeconds(60));
        Await.until("the first job", SOON, () -> done.contains("now"));
        assertThat(done).containsExactly("now");

        clock.advance(Duration.ofSeconds(60));
        Await.until("the second job", SOON, () -> done.contains("later"));
        assertThat(done).containsExactly("now", "later");
      }
    }

    /** Longer ahead than a long can count nanoseconds: 292 years. */
    @Test
    void that_is_due_in_a_thousand_years_keeps_nobody_waiting() {
      try (var log = new LogCatcher();
          var database = Databases.fresh(clock)) {
        database.jobs().inTransaction("call", 1, (_, job) -> done.add(job.key()));
        plan(database, "far", Instant.parse("3026-01-01T00:00:00Z"));
        database.start();
        for (var key : List.of("a", "b", "c")) {
          plan(database, key, NOON);
          Await.until(key, SOON, () -> done.contains(key));
        }
        assertThat(log.lines()).noneMatch(line -> line.contains("could not look"));
      }
    }

    @Test
    void is_planned_once_however_often_it_is_asked_for() {
      try (var database = Databases.fresh(clock)) {
        assertThat(plan(database, "a", NOON)).isTrue();
        assertThat(plan(database, "a", NOON.plusSeconds(1))).isFalse();
      }
    }

    @Test
    void that_was_cancelled_does_not_run() {
      try (var database = Databases.fresh(clock)) {
        database.jobs().inTransaction("call", 1, (_, job) -> done.add(job.key()));
        plan(database, "a", NOON.plusSeconds(5));
        database.inTransaction("cancelling", tx -> database.jobs().cancel(tx, "call", "a"));
        plan(database, "b", NOON.plusSeconds(6));
        database.start();
        clock.advance(Duration.ofSeconds(10));
        Await.until("the other one", SOON, () -> done.contains("b"));
        assertThat(done).containsExactly("b");
      }
    }

    @Test
    void that_throws_leaves_nothing_behind_and_is_tried_again() {
      try (var database = Databases.fresh(clock)) {
        var attempts = new AtomicInteger();
        database
            .jobs()
            .inTransaction(
                "call",
                1,
                (tx, job) -> {
                  database.jobs().plan(tx, new NewJob("trace", "" + job.attempt(), NOON, "{}"));
                  if (attempts.incrementAndGet() < 3) {
                    throw new IllegalStateException("not yet");
                  }
                  done.add(job.key());
                });
        database.start();
        plan(database, "a", NOON);
        Await.until(
            "the third attempt",
            SOON,
            () -> {
              clock.advance(Duration.ofSeconds(1));
              return done.contains("a");
            });
        assertThat(traces(database)).containsExactly("3");
      }
    }

    @Test
    void may_plan_itself_again() {
      try (var database = Databases.fresh(clock)) {
        database
            .jobs()
            .inTransaction(
                "call",
                1,
                (tx, job) -> {
                  done.add(job.key());
                  if (done.size() < 3) {
                    database.jobs().plan(tx, new NewJob("call", job.key(), NOON, "{}"));
                  }
                });
        database.start();
        plan(database, "a", NOON);
        Await.until("three runs", SOON, () -> done.size() == 3);
      }
    }
  }

  @Nested
  final class A_job_that_reaches_outside {
    @Test
    void is_taken_over_when_its_node_dies_while_it_runs() throws Exception {
      var shared = TestDatabase.fresh();
      var started = new CountDownLatch(1);
      var never = new CountDownLatch(1);
      var dead = Databases.on(shared, clock);
      dead.jobs()
          .outside(
              "send",
              1,
              Duration.ofSeconds(5),
              _ -> {
                started.countDown();
                awaitQuietly(never);
                return new JobResult.Done();
              });
      dead.start();
      database(dead, "send", "a");
      started.await();

      try (var other = Databases.on(shared, clock)) {
        other
            .jobs()
            .outside(
                "send",
                1,
                Duration.ofSeconds(5),
                job -> {
                  done.add(job.key() + job.attempt());
                  return new JobResult.Done();
                });
        other.start();
        clock.advance(Duration.ofSeconds(20)); // past the claim
        Await.until("the other node's attempt", SOON, () -> !done.isEmpty());
        assertThat(done).containsExactly("a2");
      }
      never.countDown();
    }
  }

  /** Goal: no job is lost or done twice. Method: two nodes, many workers, everything at once. */
  @Test
  void two_nodes_share_the_work_and_do_each_job_once() {
    var shared = TestDatabase.fresh();
    try (var a = Databases.on(shared, clock);
        var b = Databases.on(shared, clock)) {
      var both = List.of(a, b);
      both.forEach(n -> n.jobs().inTransaction("call", 4, (_, job) -> done.add(job.key())));
      both.forEach(Database::start);
      var keys = new ArrayList<String>();
      for (int i = 0; i < 300; i++) {
        keys.add("k" + i);
      }
      Collections.shuffle(keys, new java.util.Random(7));
      a.inTransaction(
          "planning",
          tx -> {
            a.jobs().planAll(tx, keys.stream().map(k -> job("call", k)).toList());
            return true;
          });
      Await.until("all of them", SOON, () -> new HashSet<>(done).size() == 300);
      assertThat(done).hasSize(300);
    }
  }

  @Test
  void an_event_reaches_every_subscriber() {
    try (var database = Databases.fresh(clock)) {
      database.jobs().subscribe("bell", "x", 1, (_, job) -> done.add("x" + job.body()));
      database.jobs().subscribe("bell", "y", 1, (_, job) -> done.add("y" + job.body()));
      database.start();
      database.inTransaction(
          "ringing",
          tx -> {
            database.jobs().publish(tx, "bell", "1", "{\"n\": 1}");
            return true;
          });
      Await.until("both", SOON, () -> done.size() == 2);
      assertThat(done).containsExactlyInAnyOrder("x{\"n\": 1}", "y{\"n\": 1}");
    }
  }

  private static NewJob job(String kind, String key) {
    return new NewJob(kind, key, NOON, "{}");
  }

  private static boolean plan(Database database, String key, Instant dueAt) {
    return database.inTransaction(
        "planning", tx -> database.jobs().plan(tx, new NewJob("call", key, dueAt, "{}")));
  }

  private static void database(Database database, String kind, String key) {
    database.inTransaction("planning", tx -> database.jobs().plan(tx, job(kind, key)));
  }

  private static List<String> traces(Database database) {
    return database.read(
        "traces",
        handle ->
            handle
                .createQuery("SELECT key FROM job WHERE kind = 'trace' ORDER BY key")
                .mapTo(String.class)
                .list());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
