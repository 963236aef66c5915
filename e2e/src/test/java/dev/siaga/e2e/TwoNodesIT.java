package dev.siaga.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Behaviour;
import dev.siaga.fakes.Mail;
import dev.siaga.fakes.MisbehavingSmtp;
import dev.siaga.fakes.SmtpStep;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: two nodes are one Siaga, on the oldest PostgreSQL that is supported. Method: the built
 * program twice, a PostgreSQL that is not its own, alerts at both doors; one node is killed.
 */
final class TwoNodesIT {
  private static final String DATABASE = "siaga";
  private static final int PERSONS = 40;

  /** Numbers that no {@link AlertSender} comes to; odd ones page nobody. */
  private static final int ALTERNATING = 1_000_000;

  private static final int STUCK = 1_000_002;
  private static final int STORM = 1_000_101;

  private static final int STORM_ALERTS = 500;
  private static final int STORM_ROUNDS = 2;
  private static final String WAITING =
      """
      SELECT pid
        FROM pg_stat_activity
       WHERE application_name = 'siaga-intake' AND wait_event_type = 'Lock'\
      """;
  private static final int LIFE_ALERTS = 8;
  private static final Duration STEP_MAX = Duration.ofSeconds(60);

  /** A message under way is claimed for 40 s. */
  private static final Duration TAKEOVER_MAX = Duration.ofSeconds(90);

  private static final Duration REFUSAL_MAX = Duration.ofMinutes(3);

  /** Whoever is first for the shop does not hear of it, as the mail server hangs. */
  private static final String SHOP =
      """
      ---
      kind: Person
      name: first
      spec: {displayName: First, email: first@example.com}
      ---
      kind: Person
      name: second
      spec: {displayName: Second, email: second@example.com}
      ---
      kind: EscalationPolicy
      name: shop
      spec: {steps: [{notify: [{person: first}]}, {after: 5s, notify: [{person: second}]}], answerWithin: 12h}
      ---
      kind: Service
      name: shop
      spec: {displayName: Shop, team: walkers, escalationPolicy: shop}
      """;

  @TempDir private Path folder;

  /** One test for the whole way: each start of two nodes costs a machine many seconds. */
  @Test
  void page_once_take_alerts_in_any_order_and_finish_what_a_killed_one_had_begun()
      throws Exception {
    try (var postgres = DebianPostgres.start();
        var smtp = new MisbehavingSmtp();
        var nodes = new TwoNodes(folder, postgres.database(DATABASE, "UTF8"))) {
      var configuration = WalkSetup.configuration(smtp.port(), PERSONS) + SHOP;
      WalkSetup.apply(nodes.a().running(), folder, configuration);
      var accepted = new TreeSet<Integer>();

      accepted.addAll(alternatingPostsAreOnePageThatEitherNodeAnswers(nodes, smtp));
      accepted.addAll(manyAlertsInOppositeOrdersAreAllTaken(nodes, postgres));
      accepted.addAll(theOtherFinishesWhatAKilledNodeHadBegun(nodes, smtp, postgres));

      Tally.check(nodes.a().client(), accepted, () -> withoutSecond(smtp.attempts()));
      assertThat(to("p38@example.com", smtp)).as("pages of what both nodes were told").hasSize(1);
      assertThat(postgres.log()).doesNotContain("deadlock detected");
    }
  }

  @Test
  void refuse_a_database_in_another_encoding_with_the_reason() throws Exception {
    try (var postgres = DebianPostgres.start()) {
      for (var encoding : List.of("SQL_ASCII", "LATIN1")) {
        var name = encoding.toLowerCase(Locale.ROOT);
        var own = Files.createDirectories(folder.resolve(name));
        var settings = Map.of("SIAGA_DATABASE_URL", postgres.database(name, encoding));
        try (var siaga = RunningSiaga.begin(own, settings)) {
          assertThat(siaga.process().waitFor(REFUSAL_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
          assertThat(siaga.exitCode()).isEqualTo(1);
        }
        assertThat(Files.readString(own.resolve("siaga.log")))
            .contains("has encoding " + encoding + "; Siaga needs UTF8");
        assertThat(postgres.ask(name, "SELECT relname FROM pg_stat_user_tables"))
            .as("what it left there")
            .isEmpty();
      }
    }
  }

  private static List<Integer> alternatingPostsAreOnePageThatEitherNodeAnswers(
      TwoNodes nodes, MisbehavingSmtp smtp) throws Exception {
    postAlternately(nodes);
    var mail = smtp.awaitMail(each -> each.to().equals("p38@example.com"), STEP_MAX);
    acknowledge(nodes.b(), mail);
    Await.until(
        "the round has ended",
        STEP_MAX,
        () -> nodes.a().client().get("/incidents/1/timeline").path("items"),
        items ->
            items
                .valueStream()
                .anyMatch(item -> item.path("kind").asString().equals("round_ended")));
    postAlternately(nodes);
    var alert = nodes.a().client().all("/alerts").getFirst().path("id").asString();
    assertThat(nodes.b().client().get("/alerts/" + alert).path("firings")).hasSize(1);
    return List.of(ALTERNATING);
  }

  private static void postAlternately(TwoNodes nodes) throws Exception {
    for (int turn = 0; turn < 5; turn++) {
      for (var node : List.of(nodes.a(), nodes.b())) {
        assertThat(node.door().post(List.of(AlertSender.alert(ALTERNATING, "s38")))).isEqualTo(200);
      }
    }
  }

  /** Presses the button on this node, whichever node the link names: they may share a name. */
  private static void acknowledge(TwoNodes.Node node, Mail mail) throws Exception {
    var link =
        mail.links().stream()
            .map(URI::getPath)
            .filter(path -> path.startsWith("/page/"))
            .findFirst();
    try (var page = new LinkInMail(node.running().address().resolve(link.orElseThrow()))) {
      assertThat(page.press()).isEqualTo(303);
    }
  }

  /**
   * Goal: no deadlock. Method: both nodes insert and then change the same rows, told of them in
   * opposite orders; the table is held up until both are at it, so that they begin together.
   */
  private static List<Integer> manyAlertsInOppositeOrdersAreAllTaken(
      TwoNodes nodes, DebianPostgres postgres) throws Exception {
    var all = new ArrayList<Integer>();
    for (int round = 0; round < STORM_ROUNDS; round++) {
      int first = STORM + 2 * all.size();
      var numbers = IntStream.range(0, STORM_ALERTS).map(i -> first + 2 * i).boxed().toList();
      for (int hours : List.of(1, -1)) {
        var end = Instant.now().plus(Duration.ofHours(hours));
        var alerts = numbers.stream().map(number -> AlertSender.alert(number, "s0", end)).toList();
        assertThat(postTogether(nodes, alerts, postgres)).as("answers").containsOnly(200);
      }
      all.addAll(numbers);
    }
    return all;
  }

  private static List<Integer> postTogether(
      TwoNodes nodes, List<String> alerts, DebianPostgres postgres) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> atA;
      Future<Integer> atB;
      try (var _ = postgres.holdUp(DATABASE, "alert")) {
        atA = threads.submit(() -> nodes.a().door().post(alerts));
        atB = threads.submit(() -> nodes.b().door().post(alerts.reversed()));
        Await.until(
            "both want to write", STEP_MAX, () -> waiting(postgres), all -> all.size() == 2);
      }
      return List.of(atA.get(), atB.get());
    }
  }

  private static List<String> waiting(DebianPostgres postgres) {
    try {
      return postgres.ask(DATABASE, WAITING);
    } catch (SQLException failed) {
      throw new AssertionError("PostgreSQL does not say who waits", failed);
    }
  }

  /**
   * The node that waits for the mail server's answer is killed while alerts come in at both doors;
   * the round goes on without it, and its mail leaves again when its claim runs out.
   */
  private static Set<Integer> theOtherFinishesWhatAKilledNodeHadBegun(
      TwoNodes nodes, MisbehavingSmtp smtp, DebianPostgres postgres) throws Exception {
    int before = smtp.attempts().size();
    smtp.next(SmtpStep.MESSAGE, new Behaviour.Hang());
    assertThat(nodes.b().door().post(List.of(AlertSender.alert(STUCK, "shop")))).isEqualTo(200);
    var begun = smtp.awaitAttempts(before + 1, STEP_MAX).getLast();
    var dying = nodes.named(sendingNode(postgres));
    var survivor = nodes.other(dying);
    try (var toDying = new AlertSender(dying.door(), PERSONS, 1);
        var toSurvivor = new AlertSender(survivor.door(), PERSONS, 1)) {
      awaitLife(toDying, LIFE_ALERTS);
      dying.running().kill();
      awaitLife(toSurvivor, toSurvivor.acceptedCount() + LIFE_ALERTS);
      var accepted = new TreeSet<>(toSurvivor.stop());
      accepted.add(STUCK);

      smtp.awaitMail(each -> each.to().equals("second@example.com"), STEP_MAX);
      var again = smtp.awaitMail(each -> each.to().equals("first@example.com"), TAKEOVER_MAX);
      assertThat(again.messageId()).isEqualTo(begun.messageId());

      dying.startAgain();
      accepted.addAll(toDying.stop());
      return accepted;
    }
  }

  private static String sendingNode(DebianPostgres postgres) throws SQLException {
    var claimed = postgres.ask(DATABASE, "SELECT claimed_by FROM job WHERE kind = 'notify.page'");
    assertThat(claimed).as("who sends the only page").hasSize(1);
    return claimed.getFirst();
  }

  private static void awaitLife(AlertSender sender, int count) {
    Await.until("alerts go in", STEP_MAX, sender::acceptedCount, so -> so >= count);
  }

  private static List<Mail> to(String person, MisbehavingSmtp smtp) {
    return smtp.attempts().stream().filter(mail -> mail.to().equals(person)).toList();
  }

  /** The next step's mail tells of the same page, but is another. */
  private static List<Mail> withoutSecond(List<Mail> mails) {
    return mails.stream().filter(mail -> !mail.to().equals("second@example.com")).toList();
  }
}
