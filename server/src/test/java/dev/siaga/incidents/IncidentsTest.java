package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.ALASTAIR;
import static dev.siaga.incidents.Samples.BY_ALASTAIR;
import static dev.siaga.incidents.Samples.BY_WISEN;
import static dev.siaga.incidents.Samples.DISTURBED;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.NO_ORDERS;
import static dev.siaga.incidents.Samples.SHOP;
import static dev.siaga.incidents.Samples.WISEN;
import static dev.siaga.incidents.Samples.ok;
import static dev.siaga.incidents.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.IncidentCommand.Acknowledge;
import dev.siaga.incidents.IncidentCommand.Declare;
import dev.siaga.incidents.IncidentCommand.DismissAsFalseAlarm;
import dev.siaga.incidents.IncidentCommand.Note;
import dev.siaga.incidents.IncidentCommand.Reopen;
import dev.siaga.incidents.IncidentCommand.Resolve;
import dev.siaga.incidents.IncidentCommand.SetPriority;
import dev.siaga.incidents.IncidentCommand.Validate;
import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Await;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class IncidentsTest {
  final MovableClock clock = new MovableClock(NOON);
  final Database database = Databases.fresh(clock);
  final Incidents incidents = new Incidents(database, clock, Samples.ANYBODY);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void what_is_open_is_counted_whole_and_shown_with_the_unanswered_first() {
    var oldest = declared();
    recorded(oldest, new RoundBegan(NOON, 1, RoundCause.DECLARED_HIGH, null, 0));
    declared();
    var newest = declared();
    var overview = incidents.overview(2);
    assertThat(overview.first()).extracting(Head::id).containsExactly(oldest, newest);
    assertThat(overview.open()).isEqualTo(3);
    assertThat(overview.unanswered()).isEqualTo(1);
  }

  @Nested
  final class What_is_declared {
    @Test
    void of_a_service_is_its_teams_and_in_production_unless_somebody_says_otherwise() {
      var declared = ok(incidents.declare(BY_WISEN, about(new Affected(SHOP.service(), null, ""))));
      assertThat(declared.head().affected()).isEqualTo(SHOP);

      var ours = new Affected(SHOP.service(), new Name("platform"), "staging");
      assertThat(ok(incidents.declare(BY_WISEN, about(ours))).head().affected()).isEqualTo(ours);
    }

    /** Goal: a slip of the pen must not wake all administrators instead of the team. */
    @Test
    void of_a_service_that_does_not_exist_is_refused() {
      var slip = new Affected(new Name("chekout"), null, "");
      assertThat(refused(incidents.declare(BY_WISEN, about(slip)))).isEqualTo("no-service");
    }

    private Declare about(Affected affected) {
      return new Declare("Nobody can pay", "", affected, NoticedBy.USER, "", null, NO_ORDERS);
    }
  }

  @Nested
  final class Several_people_at_once {
    @Test
    void who_acknowledge_are_all_on_the_timeline() throws Exception {
      var id = declared();
      var people = IntStream.range(0, 8).mapToObj(i -> person("person-" + i)).toList();
      atOnce(people.stream().map(by -> acknowledging(id, by)).toList());

      var events = incidents.timeline(id, 1).stream().map(Recorded::event).toList();
      assertThat(events)
          .allSatisfy(e -> assertThat(e).isInstanceOf(Acknowledged.class))
          .extracting(e -> ((Acknowledged) e).by())
          .containsExactlyInAnyOrderElementsOf(people);
      assertThat(incidents.timeline(id, 0))
          .extracting(Recorded::version)
          .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void who_are_one_person_with_eight_screens_acknowledge_once() throws Exception {
      var id = declared();
      atOnce(IntStream.range(0, 8).mapToObj(_ -> acknowledging(id, BY_WISEN)).toList());
      assertThat(incidents.timeline(id, 1)).hasSize(1);
    }

    @Test
    void who_decide_over_the_same_thing_do_not_overwrite_each_other() {
      var id = declared();
      var mine = incidents.handle(id, BY_ALASTAIR, 1, new SetPriority(NO_ORDERS));
      var theirs = incidents.handle(id, BY_WISEN, 1, new SetPriority(DISTURBED));

      assertThat(ok(mine).head().priority()).isEqualTo(Priority.HIGH);
      assertThat(refused(theirs)).isEqualTo("changed-meanwhile");
      assertThat(incidents.timeline(id, 1)).hasSize(1);
    }

    @Test
    void may_decide_once_they_have_seen_what_the_other_did() {
      var id = declared();
      incidents.handle(id, BY_ALASTAIR, 1, new SetPriority(NO_ORDERS));
      var now = ok(incidents.handle(id, BY_WISEN, 2, new SetPriority(DISTURBED)));
      assertThat(now.head().priority()).isEqualTo(Priority.MEDIUM);
    }

    @Test
    void write_notes_without_having_seen_everything() {
      var id = declared();
      incidents.handle(id, BY_ALASTAIR, 1, new SetPriority(NO_ORDERS));
      var now = ok(incidents.handle(id, BY_WISEN, 1, new Note("the pool is full")));
      assertThat(now.version()).isEqualTo(3);
    }

    @Test
    void are_not_kept_from_deciding_by_what_paging_tells() {
      var id = declared();
      recorded(id, new RoundBegan(NOON, 1, RoundCause.DECLARED_HIGH, null, 0));
      assertThat(ok(incidents.handle(id, BY_WISEN, 1, new Validate(""))).phase())
          .isEqualTo(Phase.INVESTIGATING);
    }

    @Test
    void cannot_have_seen_what_is_not_there_yet() {
      assertThat(refused(incidents.handle(declared(), BY_WISEN, 9, new Validate(""))))
          .isEqualTo("unknown-version");
    }
  }

  @Nested
  final class Every_change {
    @Test
    void is_told_to_those_who_subscribe() {
      var told = new CopyOnWriteArrayList<String>();
      database.jobs().subscribe("incident", "test", 1, (_, job) -> told.add(job.body()));
      database.start();
      var id = declared();
      incidents.handle(id, BY_WISEN, null, new Acknowledge(Via.WEB));
      Await.until("both changes", Duration.ofSeconds(10), () -> told.size() == 2);
      assertThat(told)
          .extracting(IncidentCodec.JSON::readTree)
          .allSatisfy(e -> assertThat(e.path("incident").asString()).isEqualTo(id.toString()))
          .extracting(e -> e.path("version").asInt())
          .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void is_not_earlier_than_the_one_before_though_the_clock_goes_back() {
      var id = declared();
      clock.setTo(NOON.minusSeconds(1));
      incidents.handle(id, BY_WISEN, null, new Note("x"));
      assertThat(incidents.timeline(id, 1).getFirst().event().at()).isEqualTo(NOON);
    }

    @Test
    void that_is_none_is_not_written() {
      var id = declared();
      incidents.handle(id, BY_WISEN, null, new Acknowledge(Via.WEB));
      var again = ok(incidents.handle(id, BY_WISEN, null, new Acknowledge(Via.LINK)));
      assertThat(again.version()).isEqualTo(2);
    }
  }

  @Nested
  final class What_paging_records {
    @Test
    void is_on_the_timeline_and_in_the_head() {
      var id = declared();
      recorded(id, new RoundBegan(NOON, 1, RoundCause.DECLARED_HIGH, new Name("engineering"), 4));
      assertThat(found(id).head().unanswered()).isTrue();
      assertThat(found(id).version()).isEqualTo(2);
    }

    @Test
    void is_not_told_to_paging_again() {
      var told = new CopyOnWriteArrayList<String>();
      database.jobs().subscribe("incident", "test", 1, (_, job) -> told.add(job.body()));
      database.start();
      var id = declared();
      recorded(id, new RoundBegan(NOON, 1, RoundCause.DECLARED_HIGH, null, 0));
      incidents.handle(id, BY_WISEN, null, new Note("after"));
      Await.until("the note", Duration.ofSeconds(10), () -> told.size() >= 2);
      assertThat(told).hasSize(2).noneMatch(body -> body.contains("\"version\": 2"));
    }
  }

  @Nested
  final class The_list {
    @Test
    void has_the_newest_first_in_parts() {
      IntStream.range(0, 5).forEach(_ -> declared());
      var first = page(IncidentFilter.ALL, null, 2);
      var second = page(IncidentFilter.ALL, first.next(), 2);
      var third = page(IncidentFilter.ALL, second.next(), 2);
      assertThat(Stream.of(first, second, third).flatMap(p -> p.items().stream()))
          .extracting(Head::number)
          .containsExactly(5L, 4L, 3L, 2L, 1L);
      assertThat(third.next()).isNull();
    }

    @Test
    void is_narrowed_by_each_part_of_the_filter() {
      var shop = declared("Nobody can pay");
      var mail = declared("Mails are late");
      incidents.handle(mail, BY_WISEN, null, new Resolve(""));
      incidents.handle(shop, BY_WISEN, null, new SetPriority(NO_ORDERS));

      assertThat(listed(IncidentFilter.OPEN)).containsExactly(shop);
      assertThat(listed(with(null, Phase.RESOLVED, null, null, null, null))).containsExactly(mail);
      assertThat(listed(with(null, null, Priority.HIGH, null, null, null))).containsExactly(shop);
      assertThat(listed(with(null, null, null, SHOP.service(), SHOP.team(), null)))
          .containsExactly(mail, shop);
      assertThat(listed(with(null, null, null, new Name("other"), null, null))).isEmpty();
      assertThat(listed(with(null, null, null, null, new Name("other"), null))).isEmpty();
      assertThat(listed(with(null, null, null, null, null, "CAN PAY"))).containsExactly(shop);
      assertThat(listed(with(null, null, null, null, null, "#2"))).containsExactly(mail);
    }

    @Test
    void refuses_a_cursor_that_is_none() {
      assertThat(refused(incidents.list(IncidentFilter.ALL, "x", 2))).isEqualTo("cursor");
    }

    private IncidentFilter with(
        @Nullable Boolean open,
        @Nullable Phase phase,
        @Nullable Priority priority,
        @Nullable Name service,
        @Nullable Name team,
        @Nullable String text) {
      return new IncidentFilter(open, phase, priority, service, team, text);
    }

    private List<IncidentId> listed(IncidentFilter filter) {
      return page(filter, null, 10).items().stream().map(Head::id).toList();
    }

    private Page<Head> page(IncidentFilter filter, @Nullable String cursor, int limit) {
      return ok(incidents.list(filter, cursor, limit));
    }
  }

  @Nested
  final class A_file {
    private static final byte[] PNG =
        "\u0089PNG\r\n\u001a\n...".getBytes(StandardCharsets.ISO_8859_1);

    @Test
    void is_kept_with_the_type_that_it_really_has() {
      var id = declared();
      ok(incidents.attachFile(id, BY_WISEN, upload("chart.html", PNG)));
      var blob = incidents.file(id, new EvidenceId(1)).orElseThrow();
      assertThat(blob.contentType()).isEqualTo("image/png");
      assertThat(blob.body()).isEqualTo(PNG);
    }

    @Test
    void is_attached_once() {
      var id = declared();
      incidents.attachFile(id, BY_WISEN, upload("chart.png", PNG));
      assertThat(ok(incidents.attachFile(id, BY_WISEN, upload("chart.png", PNG))).evidence())
          .hasSize(1);
    }

    @Test
    void of_a_kind_that_we_do_not_keep_is_refused() {
      var program = new byte[] {0x7f, 'E', 'L', 'F', 0, 1, 2};
      assertThat(refused(incidents.attachFile(declared(), BY_WISEN, upload("x.txt", program))))
          .isEqualTo("file-type");
    }

    @Test
    void that_is_too_large_is_refused() {
      var large = new byte[25 * 1024 * 1024 + 1];
      assertThat(refused(incidents.attachFile(declared(), BY_WISEN, upload("x.txt", large))))
          .isEqualTo("file-size");
    }

    @Test
    void of_another_incident_is_not_found() {
      var id = declared();
      incidents.attachFile(id, BY_WISEN, upload("chart.png", PNG));
      assertThat(incidents.file(declared(), new EvidenceId(1))).isEmpty();
    }

    private Upload upload(String name, byte[] body) {
      return new Upload(name, "Error rate", "Grafana", body);
    }
  }

  @Test
  void an_incident_that_is_not_there_is_not_found() {
    var nowhere = new IncidentId(new UUID(9, 9));
    assertThat(refused(incidents.handle(nowhere, BY_WISEN, null, new Note("x"))))
        .isEqualTo("not-found");
    assertThat(incidents.find(nowhere)).isEmpty();
  }

  @Test
  void a_false_alarm_leaves_its_task_open_after_a_restart() {
    var id = declared();
    incidents.handle(id, BY_ALASTAIR, null, new DismissAsFalseAlarm("a load test", WISEN));
    var read = new Incidents(database, clock, Samples.ANYBODY).find(id).orElseThrow();
    assertThat(read.phase()).isEqualTo(Phase.FALSE_ALARM);
    assertThat(read.tasks())
        .singleElement()
        .satisfies(task -> {
          assertThat(task.owner()).isEqualTo(WISEN);
          assertThat(task.done()).isFalse();
        });
  }

  @Test
  void an_incident_is_found_by_its_number() {
    var id = declared();
    assertThat(incidents.byNumber(1)).contains(id);
    assertThat(incidents.byNumber(2)).isEmpty();
    assertThat(ok(incidents.handle(id, BY_ALASTAIR, null, new Reopen("x"))).head().number())
        .isEqualTo(1);
  }

  private IncidentId declared() {
    return declared("Nobody can pay");
  }

  private IncidentId declared(String title) {
    var command = new Declare(title, "", SHOP, NoticedBy.USER, "a customer", null, null);
    return ok(incidents.declare(new Actor.Person(ALASTAIR), command)).id();
  }

  private Incident found(IncidentId id) {
    return incidents.find(id).orElseThrow();
  }

  private void recorded(IncidentId id, IncidentEvent event) {
    database.inTransaction(
        "recording",
        tx -> {
          incidents.record(tx, id, List.of(event));
          return true;
        });
  }

  private static Actor person(String name) {
    return new Actor.Person(new Name(name));
  }

  private Callable<Answer<Incident>> acknowledging(IncidentId id, Actor by) {
    return () -> incidents.handle(id, by, null, new Acknowledge(Via.LINK));
  }

  private static <T> List<T> atOnce(List<Callable<T>> calls) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return new ArrayList<>(threads.invokeAll(calls).stream().map(Future::resultNow).toList());
    }
  }
}
