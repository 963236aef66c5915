package dev.siaga.notify;

import static dev.siaga.fakes.MisbehavingSmtp.reply;
import static dev.siaga.fakes.MisbehavingSmtp.replyAfter;
import static dev.siaga.notify.PostOffice.ALASTAIR;
import static dev.siaga.notify.PostOffice.HOOK;
import static dev.siaga.notify.PostOffice.INCIDENT;
import static dev.siaga.notify.PostOffice.MAIL;
import static dev.siaga.notify.PostOffice.NOON;
import static dev.siaga.notify.PostOffice.SECRET;
import static dev.siaga.notify.PostOffice.SOON;
import static dev.siaga.notify.PostOffice.WISEN;
import static dev.siaga.notify.PostOffice.hook;
import static dev.siaga.notify.PostOffice.mail;
import static dev.siaga.notify.PostOffice.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.accounts.PersonSpec;
import dev.siaga.fakes.Behaviour;
import dev.siaga.fakes.MisbehavingHttp;
import dev.siaga.fakes.MisbehavingSmtp;
import dev.siaga.fakes.SmtpStep;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.LogCatcher;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class NotifyTest {
  private final MovableClock clock = new MovableClock(NOON);
  private final TestDatabase test = TestDatabase.fresh();
  private final Path keyFile = PostOffice.keyFile();
  private final MisbehavingSmtp smtp = new MisbehavingSmtp();
  private final MisbehavingHttp http = new MisbehavingHttp();
  private final PostOffice office =
      new PostOffice(test, keyFile, clock).configured(smtp.port(), http.address("/h")).started();

  @AfterEach
  void close() {
    office.close();
    smtp.close();
    http.close();
    test.close();
  }

  @Nested
  class A_page {
    @Test
    void is_handed_over_and_shows_by_whom_and_with_which_id() {
      smtp.next(SmtpStep.MESSAGE, reply(250, "2.0.0 OK queued as 4F2A"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      var accepted = office.await("a", DeliveryState.ACCEPTED);
      assertThat(accepted.acceptedBy()).isEqualTo("127.0.0.1");
      assertThat(accepted.providerId()).isEqualTo("250 2.0.0 OK queued as 4F2A");
      assertThat(accepted.attempt()).isEqualTo(1);
      assertThat(accepted.why()).isNull();
      assertThat(accepted.nextTry()).isNull();
    }

    @Test
    void says_what_is_wrong_why_you_and_since_when_where_you_are() {
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      var mail = smtp.awaitMail(_ -> true, SOON);
      assertThat(mail.to()).isEqualTo("alastair@example.com");
      assertThat(mail.subject()).isEqualTo("[Page] #7 Checkout fails");
      assertThat(mail.text())
          .contains("Service: checkout", "Environment: production", "Why you: Test")
          .contains("Started: Wed 25 Nov 2026 11:59:00 (Europe/London)")
          .contains("Look at it and acknowledge:\r\nhttps://siaga.example.com/page/abc");
    }

    @Test
    void speaks_the_language_of_its_reader() {
      office.plan(page("a", WISEN, "Checkout fails"));
      var mail = smtp.awaitMail(_ -> true, SOON);
      assertThat(mail.subject()).isEqualTo("[Panggilan] #7 Checkout fails");
      assertThat(mail.text()).contains("Dimulai: Rab 25 Nov 2026 18:59:00 (Asia/Jakarta)");
    }

    @Test
    void planned_twice_leaves_once() {
      assertThat(office.plan(page("a", ALASTAIR, "Checkout fails"))).isTrue();
      assertThat(office.plan(page("a", ALASTAIR, "Checkout fails"))).isFalse();
      office.await("a", DeliveryState.ACCEPTED);
      assertThat(office.plan(page("a", ALASTAIR, "Checkout fails"))).isFalse();
      office.plan(page("b", WISEN, "Other"));
      office.await("b", DeliveryState.ACCEPTED);
      assertThat(smtp.attempts()).hasSize(2);
    }

    @Test
    void whose_transaction_is_rolled_back_never_leaves() {
      assertThatThrownBy(() ->
              office.database.inTransaction(
                  "failing",
                  tx -> {
                    office.notify.plan(tx, page("a", ALASTAIR, "Checkout fails"));
                    throw new IllegalStateException("on purpose");
                  }))
          .hasMessage("on purpose");
      office.plan(page("b", WISEN, "Other"));
      office.await("b", DeliveryState.ACCEPTED);
      assertThat(office.notify.deliveries(INCIDENT))
          .extracting(DeliveryView::key)
          .containsOnly("b");
    }

    @Test
    void that_failed_is_tried_again_as_the_same_message() {
      smtp.next(SmtpStep.MESSAGE, reply(451, "4.3.0 later"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      var failed = office.await("a", DeliveryState.FAILED);
      assertThat(failed.why()).isEqualTo(Text.of("notify.smtp-answered", "451 4.3.0 later"));
      assertThat(failed.nextTry()).isBetween(NOON.plusSeconds(3), NOON.plusSeconds(7));
      clock.advance(Duration.ofSeconds(10));
      assertThat(office.await("a", DeliveryState.ACCEPTED).attempt()).isEqualTo(2);
      assertThat(smtp.attempts())
          .extracting(mail -> mail.messageId())
          .hasSize(2)
          .containsOnly(smtp.attempts().getFirst().messageId());
    }

    @Test
    void that_is_refused_for_good_is_given_up_visibly() {
      smtp.next(SmtpStep.RCPT, reply(550, "5.1.1 no such user"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      var given = office.await("a", DeliveryState.GIVEN_UP);
      assertThat(given.why()).isEqualTo(Text.of("notify.smtp-answered", "550 5.1.1 no such user"));
    }

    @Test
    void that_keeps_failing_is_given_up_when_it_would_only_confuse() {
      smtp.always(SmtpStep.MAIL, reply(450, "4.2.0 busy"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      office.await("a", DeliveryState.FAILED);
      clock.advance(Urgency.PAGE.ageMax);
      assertThat(office.await("a", DeliveryState.GIVEN_UP).attempt()).isEqualTo(2);
    }

    @Test
    void tells_of_each_attempt() {
      smtp.next(SmtpStep.MESSAGE, reply(451, "4.3.0 later"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      office.await("a", DeliveryState.FAILED);
      clock.advance(Duration.ofSeconds(10));
      Await.until("two events", SOON, () -> office.events.size() == 2);
      assertThat(office.events)
          .extracting(DeliveryEvent::state)
          .containsExactly(DeliveryState.FAILED, DeliveryState.ACCEPTED);
      var first = office.events.getFirst();
      assertThat(first.why()).isEqualTo(Text.of("notify.smtp-answered", "451 4.3.0 later"));
      assertThat(first.incident()).isEqualTo(INCIDENT);
      assertThat(first.person()).isEqualTo(ALASTAIR);
      assertThat(office.events.get(1).providerId()).isEqualTo("250 2.0.0 queued as 1");
    }

    /** The breaker is open, and yet the server sees the page. */
    @Test
    void is_tried_though_its_destination_rests() {
      smtp.always(SmtpStep.CONNECT, reply(421, "4.3.2 going down"));
      for (int i = 0; i < 12; i++) {
        office.plan(mail("quiet" + i, Urgency.QUIET, ALASTAIR, "Nothing much"));
      }
      Await.until(
          "the destination rests",
          SOON,
          () -> office.notify.troubles().stream().anyMatch(ChannelTrouble::resting));
      smtp.behave();
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      office.await("a", DeliveryState.ACCEPTED);
      assertThat(office.notify.troubles()).isEmpty();
    }

    @Test
    void is_forgotten_after_more_than_a_year() {
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      office.await("a", DeliveryState.ACCEPTED);
      clock.advance(Duration.ofDays(401));
      Await.until("it is gone", SOON, () -> office.notify.deliveries(INCIDENT).isEmpty());
    }

    @Test
    void by_one_method_does_not_wait_for_another_that_hangs() {
      smtp.always(SmtpStep.CONNECT, new Behaviour.Hang());
      office.plan(page("a", WISEN, "Checkout fails"));
      office.plan(hook("b", WISEN));
      office.await("b", DeliveryState.ACCEPTED);
      assertThat(office.delivery("a").state()).isEqualTo(DeliveryState.SENDING);
    }

    @Test
    void to_a_channel_that_is_gone_says_so_and_leaves_when_it_is_back() {
      var gone = new Name("gone");
      var message = page("x", ALASTAIR, "Checkout fails").message();
      office.plan(
          new Delivery(
              "a", Urgency.PAGE, INCIDENT, ALASTAIR, gone, "alastair@example.com", message));
      assertThat(office.await("a", DeliveryState.FAILED).why())
          .isEqualTo(Text.of("notify.no-such-channel", "gone"));
      office.apply(
          "Channel",
          "gone",
          """
          {"email": {"host": "127.0.0.1", "port": %d, "security": "none", "from": "s@example.com"}}
          """
              .formatted(smtp.port()));
      clock.advance(Duration.ofSeconds(10));
      office.await("a", DeliveryState.ACCEPTED);
    }

    @Test
    void leaves_with_the_new_password_once_it_was_set_right() {
      smtp.next(SmtpStep.AUTH, reply(535, "5.7.8 wrong"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      office.await("a", DeliveryState.FAILED);
      assertThat(office.notify.troubles())
          .containsExactly(
              new ChannelTrouble(
                  MAIL, Text.of("notify.smtp-answered", "535 5.7.8 wrong"), NOON, true, false));
      office.apply(
          "Channel",
          "mail",
          """
          {"email": {"host": "127.0.0.1", "port": %d, "security": "none", "username": "siaga",
                     "password": "a-new-one", "from": "siaga@example.com"}}
          """
              .formatted(smtp.port()));
      clock.advance(Duration.ofSeconds(10));
      office.await("a", DeliveryState.ACCEPTED);
      assertThat(smtp.logins())
          .extracting(MisbehavingSmtp.Login::password)
          .containsExactly(SECRET, "a-new-one");
    }

    @Test
    void that_somebody_answered_meanwhile_is_not_tried_again() {
      smtp.next(SmtpStep.MESSAGE, reply(451, "4.3.0 later"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      office.await("a", DeliveryState.FAILED);
      office.database.inTransaction("withdrawing", tx -> office.notify.withdraw(tx, INCIDENT));
      clock.advance(Duration.ofSeconds(10));
      office.plan(page("b", WISEN, "Other"));
      office.await("b", DeliveryState.ACCEPTED);
      assertThat(office.delivery("a").state()).isEqualTo(DeliveryState.GIVEN_UP);
      assertThat(office.delivery("a").why()).isEqualTo(Text.of("notify.not-needed"));
      assertThat(smtp.attempts()).hasSize(2);
    }

    @Test
    void that_somebody_answered_while_it_was_under_way_is_not_tried_again_when_it_fails() {
      smtp.next(SmtpStep.MESSAGE, replyAfter(Duration.ofSeconds(1), 451, "4.3.0 later"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      smtp.awaitAttempts(1, SOON);
      office.database.inTransaction("withdrawing", tx -> office.notify.withdraw(tx, INCIDENT));
      assertThat(office.delivery("a").state()).isEqualTo(DeliveryState.SENDING);
      var given = office.await("a", DeliveryState.GIVEN_UP);
      assertThat(given.why()).isEqualTo(Text.of("notify.not-needed"));
      assertThat(given.nextTry()).isNull();
      clock.advance(Duration.ofMinutes(5));
      office.plan(page("b", WISEN, "Other"));
      office.await("b", DeliveryState.ACCEPTED);
      assertThat(smtp.attempts()).hasSize(2);
    }

    @Test
    void that_somebody_answered_while_it_was_under_way_may_still_be_taken() {
      smtp.next(SmtpStep.MESSAGE, replyAfter(Duration.ofSeconds(1), 250, "2.0.0 queued"));
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      smtp.awaitAttempts(1, SOON);
      office.database.inTransaction("withdrawing", tx -> office.notify.withdraw(tx, INCIDENT));
      assertThat(office.await("a", DeliveryState.ACCEPTED).providerId())
          .isEqualTo("250 2.0.0 queued");
    }

    /** Goal: the same across a crash. Method: one node dies in the hand-over, another goes on. */
    @Test
    void that_somebody_answered_after_its_node_died_while_sending_does_not_leave_again() {
      smtp.next(SmtpStep.MESSAGE, new Behaviour.Hang());
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      smtp.awaitAttempts(1, SOON);
      office.database.inTransaction("withdrawing", tx -> office.notify.withdraw(tx, INCIDENT));
      try (var other = new PostOffice(test, keyFile, clock)) {
        other.started();
        clock.advance(Duration.ofMinutes(2)); // the claim of the dead node has run out
        assertThat(other.await("a", DeliveryState.GIVEN_UP).why())
            .isEqualTo(Text.of("notify.not-needed"));
      }
      assertThat(smtp.attempts()).hasSize(1);
    }

    /**
     * Goal: what this process knows is not forgotten. Method: the database goes away while the mail
     * server still reads, and comes back only after the result could not be written down once.
     */
    @Test
    void that_was_taken_while_the_database_was_away_is_not_sent_again() {
      smtp.next(SmtpStep.MESSAGE, replyAfter(Duration.ofMillis(500), 250, "2.0.0 queued as 1"));
      try (var log = new LogCatcher()) {
        office.plan(page("a", ALASTAIR, "Checkout fails"));
        smtp.awaitAttempts(1, SOON);
        test.goAway();
        Await.until(
            "a try that failed",
            SOON,
            () -> log.lines().stream().anyMatch(line -> line.contains("not written down yet")));
      } finally {
        test.comeBack();
      }
      assertThat(office.await("a", DeliveryState.ACCEPTED).attempt()).isEqualTo(1);
      office.plan(page("b", WISEN, "Other"));
      office.await("b", DeliveryState.ACCEPTED);
      assertThat(smtp.mails())
          .extracting(mail -> mail.to())
          .containsExactly("alastair@example.com", "wisen@example.com");
    }

    /**
     * Goal: at-least-once across a crash. Method: one node dies in the hand-over, another goes on.
     */
    @Test
    void whose_node_dies_while_sending_leaves_from_another_as_the_same_message() {
      smtp.next(SmtpStep.MESSAGE, new Behaviour.Hang());
      office.plan(page("a", ALASTAIR, "Checkout fails"));
      smtp.awaitAttempts(1, SOON);
      try (var other = new PostOffice(test, keyFile, clock)) {
        other.started();
        clock.advance(Duration.ofMinutes(2)); // the claim of the dead node has run out
        assertThat(other.await("a", DeliveryState.ACCEPTED).attempt()).isEqualTo(1);
      }
      assertThat(smtp.attempts()).hasSize(2);
      assertThat(smtp.attempts().get(1).messageId()).isEqualTo(smtp.attempts().get(0).messageId());
    }
  }

  @Nested
  class A_webhook {
    @Test
    void of_a_team_gets_each_page_by_itself() {
      office.plan(hook("a", null));
      office.plan(hook("b", null));
      office.await("a", DeliveryState.ACCEPTED);
      office.await("b", DeliveryState.ACCEPTED);
      assertThat(http.requests())
          .extracting(request -> request.header("Idempotency-Key"))
          .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void is_asked_again_only_when_it_wants_to_be() {
      http.next(MisbehavingHttp.answer(429, Map.of("Retry-After", "60"), ""));
      office.plan(hook("a", null));
      assertThat(office.await("a", DeliveryState.FAILED).nextTry()).isEqualTo(NOON.plusSeconds(60));
    }
  }

  @Nested
  class A_secret {
    @Test
    void is_in_no_row_no_log_line_and_no_metric() {
      try (var log = new LogCatcher()) {
        smtp.next(SmtpStep.AUTH, reply(535, "5.7.8 wrong: " + SECRET));
        http.next(MisbehavingHttp.answer(400, Map.of(), "bad: " + SECRET));
        office.plan(page("a", ALASTAIR, "Checkout fails"));
        office.plan(hook("b", null));
        office.await("a", DeliveryState.FAILED);
        office.await("b", DeliveryState.GIVEN_UP);
        Await.until("both events", SOON, () -> office.events.size() == 2);
        assertThat(log.lines()).anyMatch(line -> line.contains("535")).noneMatch(this::leaks);
      }
      assertThat(rows()).hasSizeGreaterThan(1).noneMatch(this::leaks);
      assertThat(office.events).map(DeliveryEvent::toString).noneMatch(this::leaks);
      assertThat(office.metrics.getMetersAsString()).doesNotContain(SECRET);
    }

    private boolean leaks(String text) {
      return text.contains(SECRET);
    }

    private List<String> rows() {
      return office.database.read(
          "reading everything",
          handle ->
              Stream.of("delivery", "delivery_lane", "job", "resource_version")
                  .flatMap(table ->
                      handle
                          .createQuery("SELECT CAST(t AS text) FROM " + table + " t")
                          .mapTo(String.class)
                          .list()
                          .stream())
                  .toList());
    }
  }

  @Nested
  class A_test {
    @Test
    void shows_what_the_server_really_said() {
      smtp.next(SmtpStep.MESSAGE, reply(250, "2.0.0 OK queued as 4F2A"));
      assertThat(office.notify.sendTest(MAIL, "alastair@example.com", Locale.ENGLISH))
          .isEqualTo(
              Answer.ok(
                  new TestResult(
                      true, Text.of("notify.smtp-answered", "250 2.0.0 OK queued as 4F2A"))));
      assertThat(smtp.awaitMail(_ -> true, SOON).subject()).isEqualTo("Test message from Siaga");
    }

    @Test
    void shows_why_it_failed() {
      http.next(MisbehavingHttp.answer(404, Map.of(), "no such hook"));
      assertThat(office.notify.sendTest(HOOK, "", Locale.ENGLISH))
          .isEqualTo(
              Answer.ok(
                  new TestResult(
                      false, Text.of("notify.http-answered-saying", "404", "no such hook"))));
    }

    @Test
    void of_an_unknown_channel_is_refused() {
      assertThat(office.notify.sendTest(new Name("nothing"), "", Locale.ENGLISH))
          .isEqualTo(Answer.notFound("notify.no-such-channel", "nothing"));
    }
  }

  @Nested
  class A_person {
    @Test
    void is_reached_by_the_chosen_methods_in_their_order() {
      assertThat(office.notify.methods(person(WISEN)))
          .containsExactly(new Method(HOOK, ""), new Method(MAIL, "wisen@example.com"));
    }

    @Test
    void who_chose_none_is_reached_by_mail() {
      assertThat(office.notify.methods(person(ALASTAIR)))
          .containsExactly(new Method(MAIL, "alastair@example.com"));
    }

    private PersonSpec person(Name name) {
      return office.resources.snapshot().find(PersonSpec.KIND, name).orElseThrow();
    }
  }
}
