package dev.siaga.alerts;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.catalog.Catalog;
import dev.siaga.incidents.AlertEnd;
import dev.siaga.incidents.Directory;
import dev.siaga.incidents.Head;
import dev.siaga.incidents.IncidentEvent;
import dev.siaga.incidents.IncidentFilter;
import dev.siaga.incidents.Incidents;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.Configuration;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class AlertsTest {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration SOON = Duration.ofSeconds(20);
  static final Duration LEASE = Duration.ofMinutes(4);
  static final Name PROMETHEUS = new Name("prometheus");
  static final int LOCKING_ROUNDS = 6;
  static final int CROWD = 400;
  static final Actor ANA = new Actor.Person(new Name("ana"));
  final MovableClock clock = new MovableClock(NOON);

  @Nested
  final class An_alert_that_may_page {
    @Test
    void opens_one_incident_and_its_end_is_on_the_timeline() {
      try (var node = new Node(TestDatabase.fresh())) {
        node.take(fires("Down", "a"), fires("Down", "b"));
        var open = Await.value("an incident", SOON, node::firstIncident);
        assertThat(node.incidents()).isEqualTo(1);
        node.take(resolves("Down", "a"), resolves("Down", "b"));
        Await.until("both ends on the timeline", SOON, () -> node.endsOf(open) == 2);
      }
    }

    /** Longer than an index row may be, and nothing that compresses well. */
    @Test
    void opens_an_incident_for_each_of_two_groups_whose_long_names_begin_alike() {
      try (var node = new Node(TestDatabase.fresh())) {
        var random = new Random(7);
        var longName =
            random.ints(4_000, 0x4E00, 0x9FA5).mapToObj(Character::toString).collect(joining());
        node.take(fires(longName + "a", "a"), fires(longName + "b", "a"));
        Await.until("both incidents", SOON, () -> node.incidents() == 2);
      }
    }
  }

  @Nested
  final class Two_words_in_one_request {
    @Test
    void are_both_taken_in_their_order() {
      try (var node = new Node(TestDatabase.fresh())) {
        node.take(fires("Down", "a"));
        node.take(resolves("Down", "a"));
        clock.advance(Duration.ofMinutes(6));

        node.take(fires("Down", "a"), resolves("Down", "a"));
        assertThat(node.only(name("Down")).firing().isOpen()).isFalse();
        assertThat(node.firings(node.only(name("Down")))).isEqualTo(2);

        clock.advance(Duration.ofMinutes(6));
        node.take(fires("Down", "a"));
        node.take(resolves("Down", "a"), fires("Down", "a"));
        assertThat(node.only(name("Down")).firing().isOpen()).isTrue();
      }
    }
  }

  /** Method: more than the newest at which the list looks first; one has a label of its own. */
  @Test
  void a_label_is_found_among_many_alerts_whether_all_have_it_or_one() {
    try (var node = new Node(TestDatabase.fresh())) {
      node.take(crowd(2_500, true, "a"));
      assertThat(node.labelled("alertname", "Crowd")).hasSize(2_500).doesNotHaveDuplicates();
      assertThat(node.labelled("instance", "i7")).hasSize(1);
      assertThat(node.labelled("instance", "i2499")).hasSize(1);
      assertThat(node.labelled("instance", "nowhere")).isEmpty();
    }
  }

  /** Goal: who repeats itself costs no transaction, and who says more is heard. */
  @Test
  void a_keyed_alert_is_written_when_it_says_something_else_only() {
    try (var node = new Node(TestDatabase.fresh())) {
      assertThat(node.says("warning")).isEqualTo(new Receipt.Taken(true));
      assertThat(node.says("warning")).isEqualTo(new Receipt.Taken(false));
      assertThat(node.says("page")).isEqualTo(new Receipt.Taken(true));
      Await.value("an incident", SOON, node::firstIncident);
      assertThat(node.says("page")).isEqualTo(new Receipt.Taken(false));
      assertThat(node.only(name("Disk")).labels().get("severity")).isEqualTo("page");
    }
  }

  @Nested
  final class An_alert_that_may_not {
    @Test
    void is_recorded_with_the_rule_and_opens_nothing() {
      try (var node = new Node(TestDatabase.fresh())) {
        var staging = Map.of("alertname", "Down", "environment", "staging", "severity", "page");
        node.take(signal(staging, true, "a"));
        node.take(fires("Down", "a"));
        Await.value("the incident of the other", SOON, node::firstIncident);
        assertThat(node.incidents()).isEqualTo(1);
        var recorded = node.alerts.recorded(NOON.minusSeconds(1), Part.FIRST).items();
        assertThat(recorded).hasSize(1);
        assertThat(recorded.getFirst().firing()).isEqualTo(1);
        var alert = node.only(new Matcher("environment", Matcher.Operator.EQUAL, "staging"));
        assertThat(alert.firing().judgement().rule()).isEqualTo("shipped.not-production");
      }
    }
  }

  @Nested
  final class A_silence {
    @Test
    void records_what_it_covers_and_what_still_fires_when_it_ends_is_judged_again() {
      try (var node = new Node(TestDatabase.fresh())) {
        var matcher = new Matcher("instance", Matcher.Operator.MATCHES, "a|b");
        node.alerts.silence(List.of(matcher), "repair", ANA, NOON, NOON.plusSeconds(60));
        node.take(fires("Down", "a"));
        assertThat(node.only(matcher).firing().judgement().rule()).startsWith("silence/");
        clock.advance(Duration.ofSeconds(61));
        Await.value("an incident after the silence", SOON, node::firstIncident);
        assertThat(node.only(matcher).firing().judgement().answer()).isEqualTo(GateAnswer.PAGE);
      }
    }

    /** More than one pass takes. */
    @Test
    void that_covered_very_many_leaves_none_of_them_behind() {
      try (var node = new Node(TestDatabase.fresh())) {
        var matcher = new Matcher("alertname", Matcher.Operator.EQUAL, "Crowd");
        node.alerts.silence(List.of(matcher), "repair", ANA, NOON, NOON.plusSeconds(60));
        node.take(crowd(AlertUpkeep.SWEEP_ROWS_MAX + 100, true, "http://a"));
        assertThat(node.silenced()).isEqualTo(AlertUpkeep.SWEEP_ROWS_MAX + 100);
        clock.advance(Duration.ofSeconds(61));
        Await.until(
            "all judged again",
            SOON,
            () -> {
              clock.advance(Duration.ofMillis(100));
              return node.silenced() == 0;
            });
      }
    }

    @Test
    void without_matchers_is_refused() {
      try (var node = new Node(TestDatabase.fresh())) {
        assertThat(node.alerts.silence(List.of(), "x", ANA, NOON, NOON.plusSeconds(9)))
            .isInstanceOf(Answer.Refused.class);
      }
    }
  }

  @Nested
  final class A_lease {
    @Test
    void that_runs_out_ends_the_firing_as_lapsed_and_shows_the_sender_as_silent() {
      try (var node = new Node(TestDatabase.fresh())) {
        node.sweep();
        node.take(fires("Down", "a"));
        node.alerts.flushLeases();
        var open = Await.value("an incident", SOON, node::firstIncident);
        for (int i = 0; i < 40; i++) { // ten minutes in which Siaga is there and nobody speaks
          clock.advance(Duration.ofSeconds(15));
          node.sweep();
        }
        Await.until("the end on the timeline", SOON, () -> node.endsOf(open) == 1);
        assertThat(node.only(name("Down")).firing().how()).isEqualTo(AlertEnd.LAPSED);
        assertThat(node.alerts.senders().getFirst().silentSince()).isNotNull();
        assertThat(node.incidents()).isEqualTo(1);
        assertThat(node.heads().getFirst().quiet()).as("nobody has said that it is over").isFalse();

        node.take(resolves("Down", "a"));
        Await.until("the real end on the timeline", SOON, () -> node.endsOf(open) == 2);
        assertThat(node.heads().getFirst().quiet()).isTrue();
      }
    }

    @Test
    void outlives_an_outage_of_ours_by_one_full_lease() {
      try (var node = new Node(TestDatabase.fresh())) {
        node.sweep();
        node.take(fires("Down", "a"));
        clock.advance(Duration.ofMinutes(10)); // nobody swept: we were away
        node.sweep();
        assertThat(node.only(name("Down")).firing().isOpen()).isTrue();
        for (int i = 0; i < 17; i++) {
          clock.advance(Duration.ofSeconds(15));
          node.sweep();
        }
        Await.until(
            "its end",
            SOON,
            () -> {
              node.sweep(); // passes over what somebody writes, and comes back to it
              return !node.only(name("Down")).firing().isOpen();
            });
      }
    }

    @Test
    void that_is_renewed_is_written_once_a_quarter_and_keeps_the_alert_firing() {
      try (var node = new Node(TestDatabase.fresh())) {
        node.sweep();
        for (int minute = 0; minute < 30; minute++) {
          node.take(fires("Down", "a"));
          node.alerts.flushLeases();
          clock.advance(Duration.ofMinutes(1));
          node.sweep();
        }
        var alert = node.only(name("Down"));
        assertThat(alert.firing().isOpen()).isTrue();
        assertThat(alert.version()).isEqualTo(1);
      }
    }
  }

  @Nested
  final class What_is_only_said_again {
    @Test
    void costs_no_transaction_right_after_a_batch_of_any_size() {
      try (var node = new Node(TestDatabase.fresh())) {
        var many = new ArrayList<Signal>();
        for (int i = 0; i < 500; i++) {
          many.add(fires("Down", "i" + i));
        }
        assertThat(node.alerts.take(PROMETHEUS, many)).containsOnly(new Receipt.Taken(true));
        assertThat(node.alerts.take(PROMETHEUS, many)).containsOnly(new Receipt.Taken(false));
        var ends = many.stream().map(s -> resolves("Down", s.labels().get("instance"))).toList();
        assertThat(node.alerts.take(PROMETHEUS, ends)).containsOnly(new Receipt.Taken(true));
        assertThat(node.alerts.take(PROMETHEUS, ends)).containsOnly(new Receipt.Taken(false));
      }
    }

    /** A lease waits to be written for a second, in which its sender may say that it is over. */
    @Test
    void never_brings_back_what_its_sender_has_ended_meanwhile() {
      try (var node = new Node(TestDatabase.fresh())) {
        node.take(fires("Down", "a"));
        clock.advance(Duration.ofMinutes(2));
        node.take(fires("Down", "a")); // half a lease later: to be written
        clock.advance(Duration.ofMillis(300));
        node.take(resolves("Down", "a"));
        node.alerts.flushLeases();
        assertThat(node.only(name("Down")).firing().how()).isEqualTo(AlertEnd.RESOLVED);
      }
    }

    /** Each replica speaks to another node; the leases that one writes are none of the other's. */
    @Test
    void on_one_node_leaves_alone_the_lease_of_a_replica_that_speaks_to_another() {
      var shared = TestDatabase.fresh();
      try (var a = new Node(shared);
          var b = new Node(shared)) {
        a.take(fires("Down", "x"));
        b.take(signal(labels("Down", "x"), true, "http://b"));
        a.settle();
        for (int minute = 0; minute < 30; minute++) {
          a.take(fires("Down", "x"));
          b.take(signal(labels("Down", "x"), true, "http://b"));
          b.alerts.flushLeases();
          a.alerts.flushLeases();
          clock.advance(Duration.ofMinutes(1));
          a.sweep();
        }
        a.take(resolves("Down", "x"));
        a.sweep();
        assertThat(a.only(name("Down")).firing().isOpen()).isTrue();
      }
    }
  }

  @Test
  void a_sender_from_which_something_is_expected_pages_when_it_is_silent() {
    try (var node = new Node(TestDatabase.fresh())) {
      node.sweep();
      node.take(fires("Watchdog", "x"));
      node.alerts.flushLeases();
      sweeps(node, 45);
      var silent = node.only(name("SenderSilent"));
      assertThat(silent.firing().isOpen()).isTrue();
      assertThat(silent.firing().judgement().rule()).isEqualTo("shipped.silent-sender");
      node.take(fires("Watchdog", "x"));
      node.alerts.flushLeases();
      node.sweep();
      assertThat(node.only(name("SenderSilent")).firing().how()).isEqualTo(AlertEnd.RESOLVED);
    }
  }

  /** Goal: what nobody waits for any more does not fire for ever. */
  @Test
  void a_silent_sender_from_which_nothing_is_expected_any_more_has_ended() {
    try (var node = new Node(TestDatabase.fresh())) {
      node.sweep();
      sweeps(node, 45);
      assertThat(node.only(name("SenderSilent")).firing().isOpen()).isTrue();
      Configuration.apply(
          node.resources,
          """
          kind: Integration
          name: prometheus
          spec:
            type: prometheus
          """);
      node.sweep();
      assertThat(node.only(name("SenderSilent")).firing().how()).isEqualTo(AlertEnd.RESOLVED);
    }
  }

  /** Nobody has heard of it, and nobody could have. */
  @Test
  void a_silent_sender_has_not_spoken_because_siaga_was_away() {
    try (var node = new Node(TestDatabase.fresh())) {
      node.sweep();
      node.take(fires("Watchdog", "x"));
      node.alerts.flushLeases();
      sweeps(node, 45);
      assertThat(node.only(name("SenderSilent")).firing().isOpen()).isTrue();

      clock.advance(Duration.ofMinutes(10));
      sweeps(node, 50);
      var silent = node.only(name("SenderSilent"));
      assertThat(silent.firing().isOpen()).isTrue();
      assertThat(node.firings(silent)).isEqualTo(1);
    }
  }

  @Test
  void a_new_sender_has_the_time_that_it_is_given_before_it_is_missed() {
    var shared = TestDatabase.fresh();
    try (var node = new Node(shared)) {
      sweeps(node, 36);
    }
    try (var node = new Node(shared)) { // to which the integration is new
      sweeps(node, 36);
      assertThat(node.alerts.count(AlertFilter.FIRING)).isZero();
      sweeps(node, 6);
      assertThat(node.only(name("SenderSilent")).firing().isOpen()).isTrue();
    }
  }

  private void sweeps(Node node, int count) {
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofSeconds(15));
      node.sweep();
    }
  }

  /**
   * Goal: two nodes that get the same alerts in turn agree in the end. Method: alternating posts,
   * seeded; every signal goes to one of the nodes, and the plain model says what must be so.
   */
  @Test
  void two_nodes_with_alternating_posts_agree() {
    var shared = TestDatabase.fresh();
    try (var a = new Node(shared);
        var b = new Node(shared)) {
      var random = new Random(11);
      var model = new TreeMap<String, Boolean>();
      for (int step = 0; step < 300; step++) {
        var instance = "i" + random.nextInt(5);
        boolean firing = random.nextBoolean();
        model.put(instance, firing);
        var node = random.nextBoolean() ? a : b;
        node.settle();
        node.take(firing ? fires("Down", instance) : resolves("Down", instance));
        clock.advance(Duration.ofSeconds(1));
      }
      model.forEach((instance, firing) -> {
        var found =
            a.alerts.list(
                new AlertFilter(
                    null,
                    null,
                    null,
                    null,
                    List.of(new Matcher("instance", Matcher.Operator.EQUAL, instance))),
                null,
                10);
        boolean isFiring = found.items().stream().anyMatch(alert -> alert.firing().isOpen());
        assertThat(isFiring).as(instance).isEqualTo(firing);
      });
    }
  }

  /** Goal: no deadlock and nothing lost when many write the same keys at once. */
  @Test
  void many_senders_of_the_same_alerts_at_once_make_one_row_each() throws Exception {
    var shared = TestDatabase.fresh();
    try (var a = new Node(shared);
        var b = new Node(shared);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<List<Receipt>>>();
      for (int i = 0; i < 40; i++) {
        var node = i % 2 == 0 ? a : b;
        var random = new Random(i);
        var signals = new ArrayList<Signal>();
        for (int j = 0; j < 50; j++) {
          signals.add(fires("Down", "i" + random.nextInt(60)));
        }
        calls.add(() -> node.alerts.take(PROMETHEUS, signals));
      }
      var receipts =
          threads.invokeAll(calls).stream().map(Future::resultNow).flatMap(List::stream).toList();
      assertThat(receipts).hasSize(2_000).allMatch(Receipt.Taken.class::isInstance);
      assertThat(a.alerts.list(AlertFilter.FIRING, null, 500).items()).hasSize(60);
    }
  }

  /**
   * Goal: leases, changes and the sweep of two nodes never wait for each other in a circle, which
   * PostgreSQL ends by failing one of them. Method: all of them at once on the same rows.
   */
  @Test
  void two_nodes_that_write_leases_and_ends_of_the_same_alerts_at_once_do_not_deadlock()
      throws Exception {
    var shared = TestDatabase.fresh();
    try (var a = new Node(shared);
        var b = new Node(shared);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      a.sweep();
      for (int round = 0; round < LOCKING_ROUNDS; round++) {
        a.settle();
        a.take(crowd(true));
        clock.advance(LEASE.dividedBy(2));
        a.take(crowd(true)); // leases that are still to be written
        boolean isLapsing = round % 2 == 0;
        if (isLapsing) {
          untilWrittenLeasesRunOut(a);
        }
        b.settle();
        var ends = crowd(false);
        List<Callable<Boolean>> calls =
            List.of(
                () -> done(a.alerts::flushLeases),
                () -> done(isLapsing ? b::sweep : () -> b.take(ends)));
        assertThat(threads.invokeAll(calls))
            .allSatisfy(call -> assertThat(call.state()).isEqualTo(Future.State.SUCCESS));
      }
    }
  }

  /** So many that a second batch begins beside the first, with the same alerts in another order. */
  @Test
  void one_node_writes_the_same_alerts_in_two_batches_at_once() throws Exception {
    try (var node = new Node(TestDatabase.fresh());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < LOCKING_ROUNDS; round++) {
        boolean isFiring = round % 2 == 0;
        List<Callable<Boolean>> calls =
            Stream.of("http://a", "http://b", "http://c", "http://d")
                .<Callable<Boolean>>map(source -> {
                  var crowd = Arrays.asList(crowd(isFiring, source));
                  Collections.shuffle(crowd, new Random(source.hashCode()));
                  return () -> done(() -> node.take(crowd.toArray(Signal[]::new)));
                })
                .toList();
        assertThat(threads.invokeAll(calls))
            .allSatisfy(call -> assertThat(call.state()).isEqualTo(Future.State.SUCCESS));
        clock.advance(Duration.ofSeconds(1));

        var firing = node.alerts.list(AlertFilter.FIRING, null, CROWD + 1).items();
        assertThat(firing).hasSize(isFiring ? CROWD : 0);
        assertThat(firing).allSatisfy(alert -> assertThat(node.firings(alert)).isEqualTo(1));
      }
    }
  }

  private static Matcher name(String alertname) {
    return new Matcher("alertname", Matcher.Operator.EQUAL, alertname);
  }

  /** The sweep believes a lease's end only if Siaga was there all the time. */
  private void untilWrittenLeasesRunOut(Node node) {
    for (int i = 0; i < 15; i++) {
      clock.advance(Duration.ofSeconds(15));
      node.sweep();
    }
    clock.advance(Duration.ofSeconds(16));
  }

  /** Many that page nobody. */
  private Signal[] crowd(boolean firing) {
    return crowd(firing, "http://a");
  }

  private Signal[] crowd(boolean firing, String source) {
    return crowd(CROWD, firing, source);
  }

  private Signal[] crowd(int size, boolean firing, String source) {
    return IntStream.range(0, size)
        .mapToObj(i -> signal(Map.of("alertname", "Crowd", "instance", "i" + i), firing, source))
        .toArray(Signal[]::new);
  }

  private static boolean done(Runnable work) {
    work.run();
    return true;
  }

  private Signal fires(String alertname, String instance) {
    return signal(labels(alertname, instance), true, "http://a");
  }

  private Signal resolves(String alertname, String instance) {
    return signal(labels(alertname, instance), false, "http://a");
  }

  private static Map<String, String> labels(String alertname, String instance) {
    return Map.of("alertname", alertname, "instance", instance, "severity", "page");
  }

  private Signal signal(Map<String, String> labels, boolean firing, String source) {
    @Nullable Instant lease = firing ? clock.instant().plus(LEASE) : null;
    return new Signal(Labels.of(labels), Map.of(), firing, source, null, null, lease, null, null);
  }

  /** Siaga as far as alerts go, on one database of perhaps several nodes. */
  private final class Node implements AutoCloseable {
    final Database database;
    final Incidents incidentsDoor;
    final Resources resources;
    final Alerts alerts;

    Node(TestDatabase shared) {
      database = Databases.on(shared, clock);
      resources =
          Configuration.resources(
              database,
              clock,
              """
              kind: Integration
              name: prometheus
              spec:
                type: prometheus
                blocksUsers: {label: severity, values: [page]}
                expectEvery: 10m
              """);
      var catalog = new Catalog(resources);
      var directory = new Directory(_ -> true, _ -> true, catalog::teamOf);
      incidentsDoor = new Incidents(database, clock, directory);
      alerts = new Alerts(database, clock, resources, catalog, incidentsDoor, AlertLimits.DEFAULT);
      database.start();
    }

    void take(Signal... signals) {
      assertThat(alerts.take(PROMETHEUS, List.of(signals)))
          .allMatch(Receipt.Taken.class::isInstance);
    }

    /** All that fire with this label, part by part. */
    List<AlertId> labelled(String label, String value) {
      var matcher = new Matcher(label, Matcher.Operator.EQUAL, value);
      var filter = new AlertFilter(true, null, null, null, List.of(matcher));
      var all = new ArrayList<AlertId>();
      @Nullable String next = null;
      do {
        var page = alerts.list(filter, next, 300);
        page.items().forEach(alert -> all.add(alert.id()));
        next = page.next();
      } while (next != null);
      return all;
    }

    Receipt says(String severity) {
      var labels = Labels.of(Map.of("alertname", "Disk", "severity", severity));
      var keyed = new Signal(labels, Map.of(), true, "a", null, null, null, null, "disk-1");
      return alerts.take(PROMETHEUS, List.of(keyed)).getFirst();
    }

    int silenced() {
      return database.read(
          "counting silenced alerts",
          handle ->
              handle
                  .createQuery("SELECT count(*) FROM alert WHERE rule LIKE 'silence/%'")
                  .mapTo(Integer.class)
                  .one());
    }

    void sweep() {
      alerts.sweep();
    }

    /** Waits until what other nodes told has been heard. */
    void settle() {
      alerts.forgetBeliefs();
    }

    int firings(Alert alert) {
      return alerts.firings(alert).size();
    }

    @Nullable IncidentId firstIncident() {
      var heads = heads();
      return heads.isEmpty() ? null : heads.getFirst().id();
    }

    int incidents() {
      return heads().size();
    }

    private List<Head> heads() {
      return switch (incidentsDoor.list(IncidentFilter.ALL, null, 10)) {
        case Answer.Ok<Page<Head>>(var page) -> page.items();
        case Answer.Refused<Page<Head>>(var why) -> throw new AssertionError(why.toString());
      };
    }

    long endsOf(IncidentId id) {
      return incidentsDoor.timeline(id, 0).stream()
          .filter(r ->
              r.event() instanceof IncidentEvent.AlertEnded
                  || r.event() instanceof IncidentEvent.AlertLapsed)
          .count();
    }

    Alert only(Matcher matcher) {
      var found =
          alerts.list(new AlertFilter(null, null, null, null, List.of(matcher)), null, 10).items();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }

    @Override
    public void close() {
      alerts.close();
      database.close();
    }
  }
}
