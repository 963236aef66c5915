package dev.siaga.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.AlertEnd;
import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.FiringId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AlertRulesTest {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Duration LEASE = Duration.ofMinutes(4);
  static final String A = "http://a:9090";
  static final String B = "http://b:9090";
  static final Labels LABELS = Labels.of(Map.of("alertname", "Down"));
  final AtomicLong ids = new AtomicLong();
  GateAnswer answer = GateAnswer.PAGE;

  @Nested
  final class A_firing {
    @Test
    void ends_when_the_last_of_its_sources_has_ended() {
      var both =
          after(after(fire(null, A, NOON), fires(B), NOON), resolves(A), NOON.plusSeconds(9));
      assertThat(both.isFiring()).isTrue();
      var none = after(both, resolves(B), NOON.plusSeconds(20));
      assertThat(none.firing().how()).isEqualTo(AlertEnd.RESOLVED);
      assertThat(none.firing().endedAt()).isEqualTo(NOON.plusSeconds(20));
    }

    @Test
    void is_not_ended_by_a_source_that_never_said_that_it_fires() {
      var state = fire(null, A, NOON);
      assertThat(AlertRules.take(state, resolves(B), at(NOON))).isEqualTo(new Change.Nothing());
    }

    @Test
    void that_is_only_said_again_is_no_transition() {
      var state = fire(null, A, NOON);
      var again = leased(fires(A), NOON.plusSeconds(60));
      assertThat(AlertRules.take(state, again, at(NOON.plusSeconds(60))))
          .isInstanceOf(Change.LeaseExtended.class);
    }

    @Test
    void is_written_when_its_lease_comes_or_goes() {
      var state = fire(null, A, NOON);
      assertThat(AlertRules.take(state, fires(A), at(NOON.plusSeconds(60))))
          .isInstanceOf(Change.Transition.class);
    }

    @Test
    void keeps_the_earliest_start_and_the_latest_annotations() {
      var state = fire(null, A, NOON);
      var earlier = signal(B, true, NOON.minusSeconds(30), Map.of("summary", "newer"));
      var both = after(state, earlier, NOON.plusSeconds(1));
      assertThat(both.firing().startedAt()).isEqualTo(NOON.minusSeconds(30));
      assertThat(both.annotations()).containsEntry("summary", "newer");
      assertThat(both.firing().id()).isEqualTo(state.firing().id());
    }

    @Test
    void goes_on_when_it_comes_back_within_five_minutes() {
      var ended = after(fire(null, A, NOON), resolves(A), NOON.plusSeconds(60));
      var back = after(ended, fires(A), NOON.plusSeconds(60 + 300));
      assertThat(back.firing().id()).isEqualTo(ended.firing().id());
      assertThat(back.isFiring()).isTrue();
      var late = after(ended, fires(A), NOON.plusSeconds(60 + 301));
      assertThat(late.firing().id()).isNotEqualTo(ended.firing().id());
    }

    @Test
    void never_begins_in_the_future_however_wrong_the_sender_s_clock_is() {
      var state = after(null, signal(A, true, NOON.plusSeconds(3_600), Map.of()), NOON);
      assertThat(state.firing().startedAt()).isEqualTo(NOON);
    }

    @Test
    void that_had_lapsed_is_resolved_when_its_sender_says_so_after_all() {
      var lapsed = lapse(fire(null, A, NOON), NOON, NOON.plus(LEASE).plus(LEASE.dividedBy(2)));
      assertThat(lapsed.firing().how()).isEqualTo(AlertEnd.LAPSED);
      var resolved = after(lapsed, resolves(A), NOON.plusSeconds(900));
      assertThat(resolved.firing().how()).isEqualTo(AlertEnd.RESOLVED);
    }

    /** A replica that had ended it before the silence repeats that for 15 minutes. */
    @Test
    void that_had_lapsed_is_not_over_because_another_replica_repeats_an_older_word() {
      var both = after(fire(fire(null, A, NOON), B, NOON), resolves(B), NOON.plusSeconds(9));
      var lapsed = lapse(both, NOON, NOON.plus(LEASE).plus(LEASE.dividedBy(2)));
      assertThat(after(lapsed, resolves(B), NOON.plusSeconds(900)).firing().how())
          .isEqualTo(AlertEnd.LAPSED);
      assertThat(after(lapsed, resolves(A), NOON.plusSeconds(900)).firing().how())
          .isEqualTo(AlertEnd.RESOLVED);
    }

    @Test
    void that_had_lapsed_goes_on_whenever_its_sender_comes_back() {
      var lapsed = lapse(fire(null, A, NOON), NOON, NOON.plus(LEASE).plus(LEASE.dividedBy(2)));
      answer = GateAnswer.RECORD; // a silence has begun meanwhile
      var back = after(lapsed, fires(A), NOON.plusSeconds(36_000));
      assertThat(back.firing().id()).isEqualTo(lapsed.firing().id());
      assertThat(back.firing().judgement().pages()).isTrue();
    }

    @Test
    void that_had_lapsed_can_be_ended_by_hand_since_its_sender_may_never_come_back() {
      var lapsed = lapse(fire(null, A, NOON), NOON, NOON.plus(LEASE).plus(LEASE.dividedBy(2)));
      var by = NOON.plusSeconds(900);
      var expired = Objects.requireNonNull(result(lapsed, AlertRules.expire(lapsed, by)));
      assertThat(expired.firing().how()).isEqualTo(AlertEnd.EXPIRED);
      assertThat(AlertRules.expire(expired, by)).isEqualTo(new Change.Nothing());
    }

    @Test
    void that_was_silenced_and_comes_back_after_the_silence_is_judged_again() {
      answer = GateAnswer.RECORD;
      var ended = after(fire(null, A, NOON), resolves(A), NOON.plusSeconds(60));
      answer = GateAnswer.PAGE;
      var back = after(ended, fires(A), NOON.plusSeconds(90));
      assertThat(back.firing().id()).isEqualTo(ended.firing().id());
      assertThat(back.firing().judgement().pages()).isTrue();
    }

    @Test
    void that_paged_stays_one_that_paged_though_a_silence_has_begun_since() {
      var ended = after(fire(null, A, NOON), resolves(A), NOON.plusSeconds(60));
      answer = GateAnswer.RECORD;
      var back = after(ended, fires(A), NOON.plusSeconds(90));
      assertThat(back.firing().judgement().pages()).isTrue();
    }

    @Test
    void that_its_sender_names_by_a_key_is_judged_again_when_its_severity_rises() {
      answer = GateAnswer.RECORD;
      var warning = after(null, keyed("warning"), NOON);
      answer = GateAnswer.PAGE;
      assertThat(AlertRules.isSaidAgain(warning, leased(keyed("warning"), NOON))).isTrue();
      var change = AlertRules.take(warning, keyed("critical"), at(NOON.plusSeconds(9)));
      var critical = Objects.requireNonNull(result(warning, change));
      assertThat(critical.firing().id()).isEqualTo(warning.firing().id());
      assertThat(critical.labels().get("severity")).isEqualTo("critical");
      assertThat(critical.firing().judgement().pages()).isTrue();
      assertThat(((Change.Transition) change).events()).containsExactly(AlertEvent.STARTED);
    }

    private Signal keyed(String severity) {
      var labels = Labels.of(Map.of("alertname", "Down", "severity", severity));
      return new Signal(labels, Map.of(), true, A, null, null, null, null, "db-1");
    }
  }

  @Nested
  final class A_lease {
    @Test
    void counts_as_run_out_two_quarters_after_its_end_and_not_before() {
      var state = fire(null, A, NOON);
      var end = NOON.plus(LEASE);
      var lapses = end.plus(LEASE.dividedBy(2));
      assertThat(lapse(state, NOON.minusSeconds(3_600), lapses.minusMillis(1)).isFiring()).isTrue();
      assertThat(lapse(state, NOON.minusSeconds(3_600), lapses).isFiring()).isFalse();
    }

    @Test
    void is_written_again_when_it_has_grown_by_a_quarter() {
      var state = fire(null, A, NOON);
      for (int seconds : new int[] {1, 30, 59, 60, 61}) {
        var at = NOON.plusSeconds(seconds);
        assertThat(AlertRules.isLeaseDue(state, leased(fires(A), at), at))
            .as("after %d s", seconds)
            .isEqualTo(seconds >= 60);
      }
    }

    @Test
    void never_runs_out_before_one_full_lease_has_passed_since_we_could_hear() {
      var state = fire(null, A, NOON);
      var backAgain = NOON.plusSeconds(600); // we were away for ten minutes
      assertThat(lapse(state, backAgain, backAgain.plus(LEASE).minusMillis(1)).isFiring()).isTrue();
      assertThat(lapse(state, backAgain, backAgain.plus(LEASE)).isFiring()).isFalse();
    }

    @Test
    void of_one_replica_that_died_leaves_the_firing_to_the_other() {
      var both = after(fire(null, A, NOON), fires(B), NOON.plusSeconds(300));
      var state = lapse(both, NOON, NOON.plusSeconds(301).plus(LEASE));
      assertThat(state.isFiring()).isTrue();
      assertThat(Objects.requireNonNull(state.sources().get(A)).firing()).isFalse();
    }
  }

  /** Goal: two replicas, one firing and one repeating "resolved" for 15 minutes, are one firing. */
  @Test
  void a_replica_that_repeats_resolved_for_fifteen_minutes_changes_nothing() {
    var state = after(fire(null, A, NOON), fires(B), NOON);
    var firing = state.firing().id();
    for (int minute = 1; minute <= 15; minute++) {
      var at = NOON.plusSeconds(60L * minute);
      state = after(after(state, resolves(B), at), fires(A), at.plusSeconds(1));
      assertThat(state.isFiring()).as("minute %d", minute).isTrue();
      assertThat(state.firing().id()).isEqualTo(firing);
      assertThat(state.firing().resumed()).isZero();
    }
  }

  /**
   * Goal: an alert fires exactly while some source says so. Method: seeded random walks against the
   * plainest model, a set of the sources that said "firing" last.
   */
  @Test
  void an_alert_fires_exactly_while_some_source_says_so() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      @Nullable AlertState state = null;
      var model = new HashMap<String, Boolean>();
      var log = new ArrayList<String>();
      for (int step = 0; step < 40; step++) {
        var source = List.of(A, B, "http://c").get(random.nextInt(3));
        boolean firing = random.nextBoolean();
        var at = NOON.plusSeconds(step * 200L);
        log.add(source + (firing ? " fires" : " resolves"));
        if (firing || model.containsValue(true)) {
          model.put(source, firing && (firing || model.containsKey(source)));
        }
        state = afterOrNull(state, firing ? fires(source) : resolves(source), at);
        assertThat(state != null && state.isFiring())
            .as("seed %d, step %d: %s", seed, step, log)
            .isEqualTo(model.containsValue(true));
      }
    }
  }

  private AlertState fire(@Nullable AlertState state, String source, Instant at) {
    return after(state, fires(source), at);
  }

  private AlertState after(@Nullable AlertState state, Signal signal, Instant at) {
    return Objects.requireNonNull(afterOrNull(state, signal, at));
  }

  private @Nullable AlertState afterOrNull(@Nullable AlertState state, Signal signal, Instant at) {
    var leased = signal.firing() ? leased(signal, at) : signal;
    return result(state, AlertRules.take(state, leased, at(at)));
  }

  private static Signal leased(Signal firing, Instant at) {
    return new Signal(
        firing.labels(),
        firing.annotations(),
        true,
        firing.source(),
        firing.startsAt(),
        null,
        at.plus(LEASE),
        null,
        firing.dedup());
  }

  private static AlertState lapse(AlertState state, Instant availableSince, Instant at) {
    return Objects.requireNonNull(result(state, AlertRules.lapse(state, availableSince, at)));
  }

  private static @Nullable AlertState result(@Nullable AlertState before, Change change) {
    return switch (change) {
      case Change.Nothing _ -> before;
      case Change.LeaseExtended(var to) -> to;
      case Change.Transition(var to, _) -> to;
    };
  }

  private AlertRules.Situation at(Instant at) {
    return new AlertRules.Situation(
        at,
        new AlertId(new UUID(0, 1)),
        new Name("prometheus"),
        AlertLimits.DEFAULT.resumeWithin(),
        () -> new FiringId(new UUID(1, ids.incrementAndGet())),
        () ->
            new Judgement(
                null, "production", "g", answer, "shipped.mapping", Text.of("alerts.reason.else")));
  }

  private static Signal fires(String source) {
    return signal(source, true, null, Map.of());
  }

  private static Signal resolves(String source) {
    return signal(source, false, null, Map.of());
  }

  private static Signal signal(
      String source, boolean firing, @Nullable Instant startsAt, Map<String, String> annotations) {
    return new Signal(LABELS, annotations, firing, source, startsAt, null, null, null, null);
  }
}
