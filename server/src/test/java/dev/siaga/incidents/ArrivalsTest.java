package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.BY_WISEN;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.WISEN;
import static dev.siaga.incidents.Samples.ok;
import static dev.siaga.incidents.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.AlertHeardAgain;
import dev.siaga.incidents.Paged.Outcome;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Alerts that page: into which incident they come, and what their ends do. */
final class ArrivalsTest {
  final MovableClock clock = new MovableClock(NOON);
  final TestDatabase test = TestDatabase.fresh();
  final Database database = Databases.on(test, clock);
  final Incidents incidents = new Incidents(database, clock, Samples.ANYBODY);

  @AfterEach
  void close() {
    database.close();
  }

  @Nested
  final class A_paged_alert {
    @Test
    void opens_an_incident_in_triage() {
      var paged = page(alert(1, 1));
      assertThat(paged.outcome()).isEqualTo(Outcome.OPENED);
      var incident = found(paged);
      assertThat(incident.phase()).isEqualTo(Phase.TRIAGE);
      assertThat(incident.head().noticedBy()).isEqualTo(NoticedBy.SYSTEM);
      assertThat(incident.head().times().started().at()).isEqualTo(NOON.minusSeconds(20));
      assertThat(incident.alerts()).hasSize(1);
    }

    @Test
    void joins_the_open_incident_of_its_group() {
      var first = page(alert(1, 1));
      var second = page(alert(2, 2));
      assertThat(second).isEqualTo(new Paged(first.incident(), Outcome.JOINED));
      assertThat(found(second).alerts()).hasSize(2);
    }

    @Test
    void of_another_group_opens_another() {
      var first = page(alert(1, 1));
      var other = page(alert("mail/Queue", 2, 2, false));
      assertThat(other.outcome()).isEqualTo(Outcome.OPENED);
      assertThat(other.incident()).isNotEqualTo(first.incident());
    }

    @Test
    void said_twice_does_nothing_the_second_time() {
      var first = page(alert(1, 1));
      assertThat(page(alert(1, 1))).isEqualTo(new Paged(first.incident(), Outcome.ALREADY_THERE));
      assertThat(found(first).version()).isEqualTo(1);
    }

    @Test
    void said_again_after_people_closed_its_incident_opens_no_other() {
      var first = page(alert(1, 1));
      incidents.handle(first.incident(), BY_WISEN, null, new Resolve(""));
      assertThat(page(alert(1, 1))).isEqualTo(new Paged(first.incident(), Outcome.ALREADY_THERE));
    }

    @Test
    void opens_the_next_incident_after_the_last_was_closed() {
      var first = page(alert(1, 1));
      incidents.handle(
          first.incident(), BY_WISEN, null, new DismissAsFalseAlarm("a load test", WISEN));
      var next = page(alert(1, 2));
      assertThat(next.outcome()).isEqualTo(Outcome.OPENED);
      assertThat(found(next).head().number()).isEqualTo(2);
    }

    @Test
    void with_more_than_a_title_can_hold_is_shortened_and_never_refused() {
      var huge =
          new PagedAlert(
              new AlertId(new UUID(1, 1)),
              new FiringId(new UUID(2, 1)),
              new Name("prometheus"),
              Optional.empty(),
              Optional.empty(),
              "production",
              "g",
              "x\u0000\n".repeat(500),
              "d\u0000".repeat(50_000),
              NOON.plusSeconds(60),
              "r",
              Text.of("alerts.reason.own", "\u0000"),
              false);
      assertThat(found(page(huge)).head().title().text()).hasSize(Title.LENGTH_MAX);
    }
  }

  @Nested
  final class An_alert_that_fires_again {
    @Test
    void in_a_new_firing_is_noted_as_such() {
      var first = page(alert(1, 1));
      end(1, 1);
      assertThat(page(alert(1, 2))).isEqualTo(new Paged(first.incident(), Outcome.FIRED_AGAIN));
      assertThat(found(first).head().quiet()).isFalse();
    }

    @Test
    void in_the_firing_that_had_ended_goes_on() {
      var first = page(alert(1, 1));
      end(1, 1);
      assertThat(page(alert("checkout", 1, 1, true)).outcome()).isEqualTo(Outcome.FIRED_AGAIN);
      end(1, 1);
      assertThat(found(first).head().quiet()).isTrue();
      assertThat(found(first).version()).isEqualTo(4);
    }

    @Test
    void after_its_incident_was_closed_opens_another() {
      var first = page(alert(1, 1));
      end(1, 1);
      incidents.handle(first.incident(), BY_WISEN, null, new Resolve(""));
      assertThat(page(alert("checkout", 1, 1, true)).outcome()).isEqualTo(Outcome.OPENED);
    }
  }

  /** Goal: a monitoring that dies with the site must not look as if the site were well again. */
  @Nested
  final class A_sender_that_falls_silent {
    @Test
    void has_not_said_that_its_alert_is_over() {
      var first = page(alert(1, 1));
      end(1, 1, AlertEnd.LAPSED);
      end(1, 1, AlertEnd.LAPSED);
      assertThat(found(first).version()).isEqualTo(2);
      assertThat(found(first).head().quiet()).isFalse();
      assertThat(found(first).alerts().getFirst().silent()).isTrue();
    }

    @Test
    void and_says_later_that_it_is_over_is_heard() {
      var first = page(alert(1, 1));
      end(1, 1, AlertEnd.LAPSED);
      end(1, 1, AlertEnd.RESOLVED);
      end(1, 1, AlertEnd.LAPSED);
      assertThat(found(first).version()).isEqualTo(3);
      assertThat(found(first).head().quiet()).isTrue();
      assertThat(found(first).alerts().getFirst().over()).isTrue();
    }

    @Test
    void and_says_later_that_it_still_fires_has_begun_nothing_new() {
      var first = page(alert(1, 1));
      for (var again : List.of(alert("checkout", 1, 1, true), alert(1, 2))) {
        end(1, 1, AlertEnd.LAPSED);
        int version = found(first).version();
        assertThat(page(again)).isEqualTo(new Paged(first.incident(), Outcome.FIRED_AGAIN));
        assertThat(found(first).head().firing()).isEqualTo(1);
        assertThat(incidents.timeline(first.incident(), version))
            .singleElement()
            .extracting(Recorded::event)
            .isInstanceOf(AlertHeardAgain.class);
      }
      end(1, 2);
      assertThat(found(first).head().quiet()).isTrue();
    }
  }

  @Nested
  final class An_alert_that_begins_anew_before_its_end_was_told {
    @Test
    void has_ended_before_on_every_incident() {
      var first = page(alert(1, 1));
      var gone = page(alert("other", 1, 2, false));
      earlierEnded(1, 3);
      assertThat(found(first).head().quiet()).isTrue();
      assertThat(found(gone).head().quiet()).isTrue();
      assertThat(page(alert(1, 3))).isEqualTo(new Paged(first.incident(), Outcome.FIRED_AGAIN));
      assertThat(found(first).head().firing()).isEqualTo(1);
      earlierEnded(1, 3);
      assertThat(found(first).version()).isEqualTo(3);
    }

    private void earlierEnded(long alert, long current) {
      database.inTransaction(
          "ending",
          tx -> {
            incidents.earlierFiringsEnded(
                tx, new AlertId(new UUID(1, alert)), new FiringId(new UUID(2, current)), NOON);
            return true;
          });
    }
  }

  @Nested
  final class The_end_of_an_alert {
    @Test
    void is_noted_once_and_closes_nothing() {
      var first = page(alert(1, 1));
      end(1, 1);
      end(1, 1);
      assertThat(found(first).version()).isEqualTo(2);
      assertThat(found(first).phase()).isEqualTo(Phase.TRIAGE);
      assertThat(found(first).head().quiet()).isTrue();
    }

    @Test
    void of_a_firing_that_no_incident_has_does_nothing() {
      var first = page(alert(1, 1));
      end(7, 7);
      assertThat(found(first).version()).isEqualTo(1);
    }

    @Test
    void keeps_when_it_really_ended() {
      var first = page(alert(1, 1));
      clock.advance(Duration.ofSeconds(60));
      end(1, 1);
      assertThat(incidents.timeline(first.incident(), 1))
          .singleElement()
          .extracting(Recorded::event)
          .isInstanceOfSatisfying(
              AlertEnded.class,
              e -> {
                assertThat(e.endedAt()).isEqualTo(NOON);
                assertThat(e.at()).isEqualTo(NOON.plusSeconds(60));
              });
    }
  }

  @Nested
  final class Two_nodes {
    @Test
    void that_page_one_group_at_once_open_one_incident() throws Exception {
      for (int round = 0; round < 10; round++) {
        var group = "group-" + round;
        var base = round * 10L;
        var calls = new ArrayList<Callable<Paged>>();
        for (int i = 1; i <= 6; i++) {
          var alert = alert(group, base + i, base + i, false);
          calls.add(() -> page(alert));
        }
        var paged = atOnce(calls);
        assertThat(paged).extracting(Paged::incident).containsOnly(paged.getFirst().incident());
        assertThat(paged).filteredOn(p -> p.outcome() == Outcome.OPENED).hasSize(1);
        assertThat(found(paged.getFirst()).alerts()).hasSize(6);
      }
    }

    /** The one that comes second waits for the first's commit, and its own transaction goes on. */
    @Test
    void of_which_one_commits_late_still_open_one_incident() throws Exception {
      var opened = new CountDownLatch(1);
      var go = new CountDownLatch(1);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var first =
            threads.submit(() ->
                database.inTransaction(
                    "paging slowly",
                    tx -> {
                      var paged = incidents.page(tx, alert(1, 1));
                      opened.countDown();
                      await(go);
                      return paged;
                    }));
        opened.await();
        var second = threads.submit(() -> page(alert(2, 2)));
        Await.until("the second one waits", Duration.ofSeconds(10), this::somebodyWaits);
        go.countDown();
        assertThat(first.get().outcome()).isEqualTo(Outcome.OPENED);
        assertThat(second.get()).isEqualTo(new Paged(first.get().incident(), Outcome.JOINED));
      }
    }

    private boolean somebodyWaits() {
      try (var handle = Jdbi.open(test.source())) {
        return handle
            .createQuery(
                "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted"
                    + " AND pid IN (SELECT pid FROM pg_stat_activity"
                    + " WHERE datname = current_database())")
            .mapTo(Boolean.class)
            .one();
      }
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void a_closed_incident_is_not_reopened_beside_an_open_one_of_its_group() {
    var first = page(alert(1, 1));
    incidents.handle(first.incident(), BY_WISEN, null, new Resolve(""));
    var second = page(alert(1, 2));
    assertThat(refused(incidents.handle(first.incident(), BY_WISEN, null, new Reopen("back"))))
        .isEqualTo("group-open");
    assertThat(found(first).phase()).isEqualTo(Phase.RESOLVED);
    ok(incidents.handle(second.incident(), BY_WISEN, null, new Resolve("")));
    assertThat(ok(incidents.handle(first.incident(), BY_WISEN, null, new Reopen("back"))).phase())
        .isEqualTo(Phase.INVESTIGATING);
  }

  private Paged page(PagedAlert alert) {
    return database.inTransaction("paging", tx -> incidents.page(tx, alert));
  }

  private void end(long alert, long firing) {
    end(alert, firing, AlertEnd.RESOLVED);
  }

  private void end(long alert, long firing, AlertEnd how) {
    database.inTransaction(
        "ending",
        tx -> {
          incidents.alertEnded(
              tx,
              new AlertId(new UUID(1, alert)),
              new FiringId(new UUID(2, firing)),
              how,
              NOON,
              null);
          return true;
        });
  }

  private Incident found(Paged paged) {
    return incidents.find(paged.incident()).orElseThrow();
  }

  private static PagedAlert alert(long alert, long firing) {
    return alert("checkout", alert, firing, false);
  }

  static PagedAlert alert(String group, long alert, long firing, boolean resumed) {
    return new PagedAlert(
        new AlertId(new UUID(1, alert)),
        new FiringId(new UUID(2, firing)),
        new Name("prometheus"),
        Optional.of(new Name("checkout")),
        Optional.of(new Name("engineering")),
        "production",
        group,
        "HighErrorRate " + alert,
        "Orders fail",
        NOON.minusSeconds(20),
        "blocks-users",
        Text.of("alerts.reason.blocks-users"),
        resumed);
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }
}
