package dev.siaga.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Mail;
import dev.siaga.incidents.IncidentCommand;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.DismissedAsFalseAlarm;
import dev.siaga.incidents.IncidentEvent.HeldUntil;
import dev.siaga.incidents.IncidentEvent.PageHandedOver;
import dev.siaga.incidents.IncidentEvent.PagePlanned;
import dev.siaga.incidents.IncidentEvent.PagingExhausted;
import dev.siaga.incidents.IncidentEvent.PagingRepaired;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.incidents.IncidentEvent.RoundEnded;
import dev.siaga.incidents.IncidentEvent.TapAsked;
import dev.siaga.incidents.Phase;
import dev.siaga.incidents.RoundCause;
import dev.siaga.incidents.RoundEnd;
import dev.siaga.incidents.Via;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import dev.siaga.oncall.Recipient;
import dev.siaga.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole way from a paged alert to the mail, on a real database and a real mail server. */
@Tag("slow")
class PagingTest {
  @Test
  void in_working_hours_whoever_has_the_week_is_woken_at_once_and_answers_by_the_link() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var incident = world.alert(1);
      var mail = world.mailTo("wisen", _ -> true);
      world.settled();

      assertThat(world.timeline(incident, RoundBegan.class))
          .singleElement()
          .satisfies(round -> assertThat(round.policy()).isEqualTo(new Name("wake")));
      assertThat(world.timeline(incident, PagePlanned.class))
          .extracting(page -> page.person() + " " + page.reason().key())
          .containsExactly("wisen oncall.why-turn", "alastair oncall.why-always");
      assertThat(world.timeline(incident, PageHandedOver.class)).hasSize(2);

      var answer = ok(world.paging.acknowledgeByLink(World.token(mail)));
      assertThat(answer.standing()).isEqualTo(LinkView.Standing.ANSWERED);
      world.settled();
      assertThat(world.timeline(incident, Acknowledged.class))
          .containsExactly(
              new Acknowledged(world.clock.instant(), new Actor.Person(World.WISEN), Via.LINK));
      assertThat(world.timeline(incident, RoundEnded.class))
          .extracting(RoundEnded::why)
          .containsExactly(RoundEnd.ACKNOWLEDGED);

      world.minutes(45);
      assertThat(world.mailbox.messages()).hasSize(2);
    }
  }

  @Test
  void in_a_business_as_usual_night_alastair_hears_of_it_quietly_and_nobody_is_woken() {
    try (var world = World.at(World.NIGHT)) {
      var incident = world.alert(1);
      var quiet = world.mailTo("alastair", _ -> true);
      assertThat(quiet.text()).contains("No answer is expected");
      world.settled();
      assertThat(world.timeline(incident, HeldUntil.class))
          .containsExactly(
              new HeldUntil(
                  World.NIGHT, Instant.parse("2026-01-15T09:00:00Z"), List.of(World.ALASTAIR)));
      world.minutes(120);
      assertThat(world.mailbox.messages()).hasSize(1);

      world.clock.setTo(Instant.parse("2026-01-15T08:59:59Z"));
      world.settled();
      assertThat(world.timeline(incident, RoundBegan.class)).isEmpty();
      world.clock.setTo(Instant.parse("2026-01-15T09:00:00Z"));
      world.mailTo("wisen", _ -> true);
      world.settled();
      assertThat(world.timeline(incident, RoundBegan.class))
          .extracting(RoundBegan::why)
          .containsExactly(RoundCause.HOURS_BEGAN);
    }
  }

  @Test
  void what_was_over_before_the_hours_waits_for_one_tap() {
    try (var world = World.at(World.NIGHT)) {
      var incident = world.alert(1);
      world.settled();
      world.clock.advance(Duration.ofMinutes(30));
      world.ended(1);
      world.settled();
      world.clock.setTo(Instant.parse("2026-01-15T09:00:00Z"));
      var mail = world.mailTo("wisen", _ -> true);
      world.settled();
      assertThat(mail.subject()).startsWith("[Nyata atau alarm palsu?]");
      assertThat(mail.text()).contains("apakah ini nyata").doesNotContain("Tidak perlu dijawab");
      assertThat(world.timeline(incident, TapAsked.class)).hasSize(1);
      assertThat(world.timeline(incident, RoundBegan.class)).isEmpty();

      var token = World.token(mail);
      assertThat(ok(world.paging.link(token)).standing()).isEqualTo(LinkView.Standing.AWAITS_TAP);
      var after = ok(world.paging.dismissByLink(token, "a test run"));
      assertThat(after.standing()).isEqualTo(LinkView.Standing.CLOSED);
      assertThat(world.timeline(incident, DismissedAsFalseAlarm.class)).hasSize(1);
      world.minutes(60);
      assertThat(world.mailsTo("wisen")).hasSize(1);
    }
  }

  @Test
  void unanswered_it_goes_through_steps_and_repeats_and_then_tells_the_fallback_loudly() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var incident = world.alert(1);
      world.settled().minutes(41);
      assertThat(world.timeline(incident, PagePlanned.class))
          .extracting(page -> minute(page.at()) + " " + page.repeat() + page.step())
          .containsExactly(
              "0 01", "0 01", // whoever has the week, and who is always alerted
              "10 02", "10 02", "20 11", "30 12", "30 12");
      assertThat(world.timeline(incident, PagingExhausted.class))
          .singleElement()
          .satisfies(end -> assertThat(minute(end.at())).isEqualTo(40))
          .satisfies(end -> assertThat(end.told()).containsExactly(new Name("rudi")));
      assertThat(world.mailTo("rudi", _ -> true).subject()).contains("NOBODY ANSWERED");
      assertThat(messageIds(world)).doesNotHaveDuplicates().hasSize(8);
    }
  }

  @Test
  void after_a_downtime_one_overdue_step_runs_and_later_waits_count_from_it() {
    var first = World.at(World.WORKING_HOURS);
    var incident = first.alert(1);
    first.settled();
    try (var world = first.restartedAfter(Duration.ofMinutes(25))) {
      world.settled();
      assertThat(world.timeline(incident, PagePlanned.class))
          .extracting(page -> minute(page.at()) + " " + page.repeat() + page.step())
          .containsExactly("0 01", "0 01", "25 02", "25 02");
      world.minutes(10);
      assertThat(world.timeline(incident, PagePlanned.class))
          .last()
          .satisfies(page -> assertThat(minute(page.at())).isEqualTo(35))
          .satisfies(page -> assertThat(page.repeat()).isEqualTo(1));
    }
  }

  @Test
  void being_told_twice_of_the_same_event_pages_once() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var incident = world.alert(1);
      world.settled();
      for (int i = 0; i < 5; i++) {
        var again = "again-" + i;
        var body = "{\"incident\": \"%s\", \"version\": 1}".formatted(incident);
        world.database.inTransaction(
            "telling again",
            tx -> {
              world.database.jobs().publish(tx, "incident", again, body);
              return true;
            });
      }
      world.settled();
      assertThat(world.timeline(incident, RoundBegan.class)).hasSize(1);
      assertThat(world.timeline(incident, PagePlanned.class)).hasSize(2);
      assertThat(world.mailbox.messages()).hasSize(2);
    }
  }

  @Test
  void an_alert_that_fires_again_after_the_answer_and_ten_quiet_minutes_asks_the_lead_first() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var incident = world.alert(1);
      var mail = world.mailTo("wisen", _ -> true);
      ok(world.paging.acknowledgeByLink(World.token(mail)));
      world.ended(1);
      world.settled();
      world.clock.advance(Duration.ofMinutes(10));
      assertThat(world.alert(1, true)).isEqualTo(incident);
      world.settled();
      assertThat(world.timeline(incident, RoundBegan.class)).hasSize(2);
      assertThat(world.timeline(incident, PagePlanned.class))
          .last()
          .satisfies(page -> assertThat(page.person()).isEqualTo(World.WISEN))
          .satisfies(page -> assertThat(page.step()).isZero())
          .satisfies(page -> assertThat(page.reason().key()).isEqualTo("paging.why-answered"));
      world.minutes(5);
      assertThat(world.timeline(incident, PagePlanned.class))
          .last()
          .satisfies(page -> assertThat(page.step()).isEqualTo(1));

      // The link of the first round no longer answers for the second.
      assertThat(refused(world.paging.acknowledgeByLink(World.token(mail))).reason().key())
          .isEqualTo("paging.link-earlier");
    }
  }

  /** Method: paging can't look before both have happened. */
  @Test
  void what_was_answered_before_paging_looks_is_neither_held_nor_unanswered() throws Exception {
    for (var at : List.of(World.NIGHT, World.WORKING_HOURS)) {
      try (var world = World.at(at);
          var blocking = world.test.source().getConnection()) {
        blocking.setAutoCommit(false);
        blocking.createStatement().execute("LOCK TABLE paging_incident IN EXCLUSIVE MODE");
        var incident = world.alert(1);
        var by = new Actor.Person(World.WISEN);
        ok(world.incidents.handle(incident, by, null, new IncidentCommand.Acknowledge(Via.API)));
        blocking.commit();
        world.settled();
        var now = world.incidents.find(incident).orElseThrow();
        assertThat(now.head().heldUntil()).isNull();
        assertThat(now.head().unanswered()).isFalse();
        assertThat(now.paging().answeredBy()).containsExactly(by);
        assertThat(world.timeline(incident, PagePlanned.class)).isEmpty();
      }
    }
  }

  @Test
  void a_link_that_is_only_opened_changes_nothing_however_often() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var incident = world.alert(1);
      var token = World.token(world.mailTo("wisen", _ -> true));
      world.settled();
      var before = world.timeline(incident);
      for (int i = 0; i < 100; i++) {
        assertThat(ok(world.paging.link(token)).standing()).isEqualTo(LinkView.Standing.OPEN);
      }
      assertThat(world.timeline(incident)).isEqualTo(before);
    }
  }

  @Test
  void a_link_is_refused_kindly_when_it_is_too_old_changed_or_too_late() {
    try (var world = World.at(World.WORKING_HOURS)) {
      world.alert(1);
      var token = World.token(world.mailTo("wisen", _ -> true));
      var other = World.token(world.mailTo("alastair", _ -> true));
      var changed = (token.charAt(0) == 'U' ? 'V' : 'U') + token.substring(1);
      assertThat(refused(world.paging.acknowledgeByLink(changed)))
          .isInstanceOf(Refusal.NotFound.class);
      assertThat(refused(world.paging.link("x".repeat(5_000))))
          .isInstanceOf(Refusal.NotFound.class);
      world.settled();

      ok(world.paging.acknowledgeByLink(token));
      assertThat(ok(world.paging.link(other)).standing())
          .isEqualTo(LinkView.Standing.ANSWERED_BY_ANOTHER);
      assertThat(ok(world.paging.acknowledgeByLink(token)).standing())
          .isEqualTo(LinkView.Standing.ANSWERED);

      world.clock.advance(Duration.ofHours(24));
      assertThat(ok(world.paging.link(other)).standing()).isEqualTo(LinkView.Standing.EXPIRED);
      assertThat(refused(world.paging.acknowledgeByLink(other)).reason().key())
          .isEqualTo("paging.link-expired");
    }
  }

  @Test
  void a_step_that_was_lost_is_found_planned_again_counted_and_told() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var incident = world.alert(1);
      world.settled();
      int lost =
          world.database.inTransaction(
              "losing a step", tx -> tx.execute("DELETE FROM job WHERE kind = 'paging.step'"));
      assertThat(lost).isEqualTo(1);
      world.minutes(1);
      assertThat(world.meters.counter("siaga.paging.repairs").count()).isEqualTo(1);
      assertThat(world.timeline(incident, PagingRepaired.class)).hasSize(1);
      world.minutes(9);
      assertThat(world.timeline(incident, PagePlanned.class))
          .extracting(page -> page.repeat() + " " + page.step())
          .contains("0 2");
    }
  }

  @Test
  void an_event_that_was_lost_is_found_too() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var incident = world.alert(1);
      world.settled();
      world.database.inTransaction(
          "losing what paging did",
          tx -> {
            tx.execute("DELETE FROM paging_round");
            tx.execute("DELETE FROM paging_incident");
            return tx.execute("DELETE FROM job WHERE kind = 'paging.step'");
          });
      world.minutes(1);
      assertThat(world.meters.counter("siaga.paging.repairs").count()).isEqualTo(1);
      assertThat(world.timeline(incident, RoundBegan.class)).hasSize(2);
    }
  }

  /** Two nodes take turns at 40 incidents while half of them are answered at the same time. */
  @Test
  void two_nodes_page_each_once_and_none_after_its_answer() throws Exception {
    try (var world = World.at(World.WORKING_HOURS)) {
      var other = world.beside();
      var incidents = new ConcurrentLinkedQueue<IncidentId>();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 1; i <= 40; i++) {
          int number = i;
          var node = number % 2 == 0 ? world : other;
          var _ =
              threads.submit(() -> {
                var incident = node.alone(number);
                incidents.add(incident);
                if (number % 4 < 2) {
                  ok(
                      node.incidents.handle(
                          incident,
                          new Actor.Person(World.WISEN),
                          null,
                          new IncidentCommand.Acknowledge(Via.API)));
                }
              });
        }
      }
      world.settled().minutes(10);
      other.stop();
      assertThat(incidents).hasSize(40);
      int unanswered = 0;
      for (var incident : incidents) {
        var rounds = world.timeline(incident, RoundBegan.class);
        var pages = world.timeline(incident, PagePlanned.class).size();
        if (world.timeline(incident, Acknowledged.class).isEmpty()) {
          unanswered++;
          assertThat(rounds).as("rounds of %s", incident).hasSize(1);
          assertThat(pages).as("pages of %s", incident).isEqualTo(4);
        } else {
          assertThat(rounds).as("rounds of %s", incident).hasSizeLessThanOrEqualTo(1);
          assertThat(pages).as("pages of %s", incident).isLessThanOrEqualTo(2);
        }
      }
      assertThat(unanswered).isEqualTo(20);
      assertThat(world.meters.counter("siaga.paging.repairs").count()).isZero();
    }
  }

  @Test
  void changed_hours_let_what_is_held_begin_with_the_new_ones() {
    try (var world = World.at(World.NIGHT)) {
      var incident = world.alert(1);
      world.settled();
      world.apply(
          """
          [{"kind": "SupportHours", "name": "london-office", "spec": {"timeZone": "Europe/London",
             "weekly": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                         "from": "00:00", "to": "24:00"}]}}]
          """);
      world.minutes(1);
      assertThat(world.timeline(incident, RoundBegan.class)).hasSize(1);
      assertThat(world.meters.counter("siaga.paging.repairs").count()).isZero();
    }
  }

  /** Goal: what was answered once asks again when it comes back, and takes the new answer. */
  @Nested
  final class An_answered_incident_that_comes_back_in_the_night {
    @Test
    void tells_those_who_are_always_alerted_again_and_their_link_answers() {
      try (var world = World.at(World.NIGHT)) {
        var incident = comesBack(world);
        var second = world.mailsTo("alastair").getLast();
        assertThat(world.mailsTo("alastair")).hasSize(2);
        assertThat(ok(world.paging.link(World.token(second))).standing())
            .isEqualTo(LinkView.Standing.OPEN);
        ok(world.paging.acknowledgeByLink(World.token(second)));
        assertThat(world.timeline(incident, Acknowledged.class)).hasSize(2);
        assertThat(ok(world.paging.link(World.token(second))).standing())
            .isEqualTo(LinkView.Standing.ANSWERED);
      }
    }

    /** That it was real is known: what is missing is only somebody who looks. */
    @Test
    void and_ends_before_the_hours_takes_one_tap() {
      try (var world = World.at(World.NIGHT)) {
        var incident = comesBack(world);
        world.ended(1, true);
        world.clock.advance(Duration.between(World.NIGHT, World.MORNING));
        world.settled();
        var ask = world.mailTo("wisen", _ -> true);
        assertThat(ok(world.paging.link(World.token(ask))).standing())
            .isEqualTo(LinkView.Standing.OPEN);
        ok(world.paging.acknowledgeByLink(World.token(ask)));
        assertThat(world.timeline(incident, Acknowledged.class)).hasSize(2);
        assertThat(ok(world.paging.link(World.token(ask))).standing())
            .isEqualTo(LinkView.Standing.ANSWERED);
      }
    }

    private static IncidentId comesBack(World world) {
      var incident = world.alert(1);
      ok(world.paging.acknowledgeByLink(World.token(world.mailTo("alastair", _ -> true))));
      var by = new Actor.Person(World.WISEN);
      ok(world.incidents.handle(incident, by, null, new IncidentCommand.Validate("")));
      var monitoring = new IncidentCommand.ChangePhase(Phase.MONITORING, "");
      ok(world.incidents.handle(incident, by, null, monitoring));
      world.ended(1);
      world.minutes(1);
      assertThat(world.alert(1, true)).isEqualTo(incident);
      world.settled();
      Await.until(
          "the second quiet mail", World.PATIENCE, () -> world.mailsTo("alastair").size() == 2);
      return incident;
    }
  }

  @Test
  void a_link_of_somebody_who_was_removed_is_none() {
    try (var world = World.at(World.WORKING_HOURS)) {
      world.alert(1);
      var token = World.token(world.mailTo("wisen", _ -> true));
      world.wisenLeaves();
      assertThat(refused(world.paging.link(token))).isInstanceOf(Refusal.NotFound.class);
      assertThat(refused(world.paging.acknowledgeByLink(token)))
          .isInstanceOf(Refusal.NotFound.class);
    }
  }

  @Test
  void who_would_be_woken_is_said_step_by_step_with_the_reason_of_each() {
    try (var world = World.at(World.WORKING_HOURS)) {
      var night = ok(world.paging.preview(new Name("checkout"), World.NIGHT));
      assertThat(night.beginsAt()).isEqualTo(Instant.parse("2026-01-15T09:00:00Z"));
      assertThat(night.hours().inside()).isFalse();
      assertThat(night.steps())
          .extracting(step ->
              step.at()
                  + " "
                  + step.kind()
                  + " "
                  + step.people().stream().map(p -> p.who().name().value()).toList())
          .containsExactly(
              "2026-01-14T23:00:00Z QUIETLY [alastair]",
              "2026-01-15T09:00:00Z PAGED [wisen, alastair]",
              "2026-01-15T09:10:00Z PAGED [alastair, wisen]",
              "2026-01-15T09:20:00Z PAGED [wisen]",
              "2026-01-15T09:30:00Z PAGED [alastair, wisen]",
              "2026-01-15T09:40:00Z LOUDLY [rudi]");
      assertThat(night.steps().get(1).people().getFirst())
          .isEqualTo(
              new Preview.Person(
                  new Recipient.Person(World.WISEN),
                  Text.of("oncall.why-turn", "week", "2026-01-19 09:00 Europe/London"),
                  Instant.parse("2026-01-19T09:00:00Z")));
      assertThat(refused(world.paging.preview(new Name("unknown"), World.NIGHT)))
          .isInstanceOf(Refusal.NotFound.class);
    }
  }

  private static long minute(Instant at) {
    return Duration.between(World.WORKING_HOURS, at).toMinutes();
  }

  private static List<String> messageIds(World world) {
    return world.mailbox.messages().stream().map(Mail::messageId).toList();
  }

  private static <T> T ok(Answer<T> answer) {
    if (answer instanceof Answer.Ok<T>(var value)) {
      return value;
    }
    throw new AssertionError(answer);
  }

  private static Refusal refused(Answer<?> answer) {
    if (answer instanceof Answer.Refused<?>(var refusal)) {
      return refusal;
    }
    throw new AssertionError(answer);
  }
}
