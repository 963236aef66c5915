package dev.siaga.notify;

import static dev.siaga.notify.PostOffice.ALASTAIR;
import static dev.siaga.notify.PostOffice.INCIDENT;
import static dev.siaga.notify.PostOffice.NOON;
import static dev.siaga.notify.PostOffice.SOON;
import static dev.siaga.notify.PostOffice.WISEN;
import static dev.siaga.notify.PostOffice.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Mail;
import dev.siaga.fakes.MisbehavingSmtp;
import dev.siaga.fakes.SmtpStep;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many pages to one person within seconds. */
@Tag("slow")
final class StormTest {
  private static final Pattern TITLE =
      Pattern.compile("^#7 (Trouble \\d+)\\r?$", Pattern.MULTILINE);

  private final MovableClock clock = new MovableClock(NOON);
  private final TestDatabase test = TestDatabase.fresh();
  private final Path keyFile = PostOffice.keyFile();
  private final MisbehavingSmtp smtp = new MisbehavingSmtp();
  private final PostOffice office =
      new PostOffice(test, keyFile, clock)
          .configured(smtp.port(), java.net.URI.create("http://127.0.0.1:9/"))
          .started();

  @AfterEach
  void close() {
    office.close();
    smtp.close();
    test.close();
  }

  /** 200 pages in 10 seconds, then one more at second 20: three mails that name each page once. */
  @Test
  void the_first_leaves_at_once_and_the_others_together_every_15_seconds() {
    office.plan(page("0", ALASTAIR, "Trouble 0"));
    office.await("0", DeliveryState.ACCEPTED);
    for (int i = 1; i < 200; i++) {
      office.plan(page("" + i, ALASTAIR, "Trouble " + i));
      clock.advance(Duration.ofMillis(50));
    }
    awaitGathered(199);
    assertThat(office.delivery("150").nextTry()).isEqualTo(NOON.plusSeconds(15));
    assertThat(smtp.attempts()).hasSize(1);

    clock.setTo(NOON.plusSeconds(15));
    awaitAccepted(200);
    clock.setTo(NOON.plusSeconds(20));
    office.plan(page("200", ALASTAIR, "Trouble 200"));
    awaitGathered(1);
    clock.setTo(NOON.plusSeconds(30));
    awaitAccepted(201);

    assertThat(smtp.attempts()).extracting(mail -> named(mail).size()).containsExactly(1, 199, 1);
    assertThat(smtp.attempts().get(1).subject()).isEqualTo("[Page] #7 Trouble 1 and 198 more");
    assertThat(smtp.attempts()).flatMap(StormTest::named).doesNotHaveDuplicates().hasSize(201);
  }

  @Test
  void a_minute_after_the_last_message_the_next_one_leaves_at_once_again() {
    office.plan(page("a", ALASTAIR, "Trouble 1"));
    office.await("a", DeliveryState.ACCEPTED);
    clock.advance(Duration.ofSeconds(60));
    office.plan(page("b", ALASTAIR, "Trouble 2"));
    office.await("b", DeliveryState.ACCEPTED);
    assertThat(smtp.attempts()).hasSize(2);
  }

  @Test
  void another_persons_page_does_not_wait_for_it() {
    office.plan(page("a", ALASTAIR, "Trouble 1"));
    office.await("a", DeliveryState.ACCEPTED);
    office.plan(page("b", WISEN, "Trouble 1"));
    office.await("b", DeliveryState.ACCEPTED);
  }

  @Test
  void a_bundle_that_fails_is_tried_again_as_one_and_takes_nobody_else_along() {
    office.plan(page("a", ALASTAIR, "Trouble 1"));
    office.await("a", DeliveryState.ACCEPTED);
    office.plan(page("b", ALASTAIR, "Trouble 2"));
    office.plan(page("c", ALASTAIR, "Trouble 3"));
    awaitGathered(2);
    smtp.next(SmtpStep.MESSAGE, MisbehavingSmtp.reply(451, "4.3.0 later"));
    clock.setTo(NOON.plusSeconds(15));
    office.await("b", DeliveryState.FAILED);
    office.await("c", DeliveryState.FAILED);
    office.plan(page("d", ALASTAIR, "Trouble 4"));
    awaitGathered(1);
    clock.setTo(NOON.plusSeconds(25));
    assertThat(office.await("b", DeliveryState.ACCEPTED).attempt()).isEqualTo(2);
    assertThat(office.delivery("c").providerId()).isEqualTo(office.delivery("b").providerId());
    assertThat(office.delivery("d").state()).isEqualTo(DeliveryState.PLANNED);
    assertThat(named(smtp.attempts().get(2))).containsExactly("Trouble 2", "Trouble 3");
    assertThat(smtp.attempts().get(2).messageId()).isEqualTo(smtp.attempts().get(1).messageId());
  }

  /** Goal: two nodes never name a page twice. Method: both plan and both work, at the same time. */
  @Test
  void two_nodes_name_each_page_exactly_once() throws Exception {
    try (var other = new PostOffice(test, keyFile, clock);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      other.started();
      var plans = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 100; i++) {
        var node = i % 2 == 0 ? office : other;
        var page = page("p" + i, ALASTAIR, "Trouble " + i);
        plans.add(threads.submit(() -> node.plan(page)));
      }
      for (var plan : plans) {
        assertThat(plan.get()).isTrue();
      }
      awaitAccepted(1);
      awaitGathered(99);
      clock.setTo(NOON.plusSeconds(15));
      awaitAccepted(100);
      assertThat(smtp.attempts()).extracting(mail -> named(mail).size()).containsExactly(1, 99);
      assertThat(smtp.attempts()).flatMap(StormTest::named).doesNotHaveDuplicates().hasSize(100);
    }
  }

  /** Goal: a bundle survives a crash in the hand-over with the same pages under the same id. */
  @Test
  void a_bundle_whose_node_dies_leaves_again_with_the_same_pages() {
    office.plan(page("a", ALASTAIR, "Trouble 1"));
    office.await("a", DeliveryState.ACCEPTED);
    office.plan(page("b", ALASTAIR, "Trouble 2"));
    office.plan(page("c", ALASTAIR, "Trouble 3"));
    awaitGathered(2);
    smtp.next(SmtpStep.MESSAGE, new dev.siaga.fakes.Behaviour.Hang());
    clock.setTo(NOON.plusSeconds(15));
    smtp.awaitAttempts(2, SOON);
    office.plan(page("d", ALASTAIR, "Trouble 4"));
    awaitGathered(1);
    try (var other = new PostOffice(test, keyFile, clock)) {
      other.started();
      clock.advance(Duration.ofMinutes(2));
      other.await("b", DeliveryState.ACCEPTED);
      other.await("d", DeliveryState.ACCEPTED);
    }
    var bundles = smtp.attempts().stream().filter(mail -> named(mail).size() == 2).toList();
    assertThat(bundles).hasSize(2);
    assertThat(bundles).extracting(Mail::messageId).containsOnly(bundles.getFirst().messageId());
  }

  private void awaitGathered(int count) {
    Await.until(
        count + " pages gather",
        SOON,
        () ->
            office.notify.deliveries(INCIDENT).stream()
                    .filter(each -> each.state() == DeliveryState.PLANNED)
                    .filter(
                        each -> each.nextTry() != null && each.nextTry().isAfter(each.plannedAt()))
                    .count()
                == count);
  }

  private void awaitAccepted(int count) {
    Await.until(
        count + " pages are accepted",
        SOON,
        () ->
            office.notify.deliveries(INCIDENT).stream()
                    .filter(each -> each.state() == DeliveryState.ACCEPTED)
                    .count()
                == count);
  }

  private static List<String> named(Mail mail) {
    return TITLE.matcher(mail.text()).results().map(match -> match.group(1)).toList();
  }
}
