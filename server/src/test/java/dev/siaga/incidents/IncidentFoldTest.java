package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.ALERT;
import static dev.siaga.incidents.Samples.BY_ALASTAIR;
import static dev.siaga.incidents.Samples.BY_WISEN;
import static dev.siaga.incidents.Samples.ID;
import static dev.siaga.incidents.Samples.NOON;
import static dev.siaga.incidents.Samples.OPENED;
import static dev.siaga.incidents.Samples.SHOP;
import static dev.siaga.incidents.Samples.again;
import static dev.siaga.incidents.Samples.ended;
import static dev.siaga.incidents.Samples.firing;
import static dev.siaga.incidents.Samples.fold;
import static dev.siaga.incidents.Samples.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertJoined;
import dev.siaga.incidents.IncidentEvent.HeldUntil;
import dev.siaga.incidents.IncidentEvent.OpenedByAlert;
import dev.siaga.incidents.IncidentEvent.PagePlanned;
import dev.siaga.incidents.IncidentEvent.PagingExhausted;
import dev.siaga.incidents.IncidentEvent.PhaseChanged;
import dev.siaga.incidents.IncidentEvent.Reopened;
import dev.siaga.incidents.IncidentEvent.Resolved;
import dev.siaga.incidents.IncidentEvent.RoundBegan;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class IncidentFoldTest {
  @Nested
  final class The_times {
    @Test
    void begin_with_the_start_of_the_earliest_alert() {
      var earlier = at(firing(2, 2), NOON.minusSeconds(90));
      var now = fold(List.of(OPENED, new AlertJoined(NOON, earlier)));
      assertThat(now.head().times().started())
          .isEqualTo(
              new Moment(
                  NOON.minusSeconds(90),
                  Text.of("incidents.source.alert-started", "HighErrorRate 2")));
      assertThat(now.head().times().detected().at()).isEqualTo(NOON);
    }

    @Test
    void never_start_after_they_are_detected_though_the_sender_has_a_fast_clock() {
      var future = at(ALERT, NOON.plusSeconds(60));
      var opened =
          new OpenedByAlert(NOON, 12, ALERT.title(), "", SHOP, "checkout/HighErrorRate", future);
      assertThat(fold(List.of(opened)).head().times().started().at()).isEqualTo(NOON);
    }

    @Test
    void keep_the_first_acknowledgement_with_its_way() {
      var now =
          fold(
              List.of(
                  OPENED,
                  new Acknowledged(NOON.plusSeconds(5), BY_ALASTAIR, Via.LINK),
                  new Acknowledged(NOON.plusSeconds(9), BY_WISEN, Via.WEB)));
      assertThat(now.head().times().acknowledged())
          .isEqualTo(
              new Moment(
                  NOON.plusSeconds(5), Text.of("incidents.source.acknowledged-link", "alastair")));
    }

    @Test
    void take_validating_for_an_acknowledgement_and_say_so() {
      var now = fold(List.of(OPENED, new Validated(NOON.plusSeconds(5), BY_WISEN, "")));
      var source = Text.of("incidents.source.validated", "wisen");
      assertThat(now.head().times().acknowledged())
          .isEqualTo(new Moment(NOON.plusSeconds(5), source));
      assertThat(now.head().times().validated()).isEqualTo(new Moment(NOON.plusSeconds(5), source));
    }

    @Test
    void forget_a_mitigation_that_did_not_hold() {
      var back = move(3, Phase.MONITORING, Phase.MITIGATING);
      var again = move(4, Phase.MITIGATING, Phase.MONITORING);
      var history =
          List.<IncidentEvent>of(
              OPENED, validated(), move(2, Phase.INVESTIGATING, Phase.MONITORING));
      assertThat(mitigated(fold(history))).isEqualTo(NOON.plusSeconds(2));
      assertThat(mitigated(fold(more(history, back)))).isNull();
      assertThat(mitigated(fold(more(history, back, again)))).isEqualTo(NOON.plusSeconds(4));
    }

    @Test
    void forget_the_end_of_what_is_reopened() {
      var history =
          more(
              Samples.historyTo(Phase.RESOLVED),
              new Reopened(NOON.plusSeconds(9), BY_WISEN, Phase.INVESTIGATING, "back"));
      assertThat(fold(history).head().times().resolved()).isNull();
      assertThat(mitigated(fold(history))).isNull();
      assertThat(fold(history).head().times().validated()).isNotNull();
    }

    @Test
    void are_kept_to_the_microsecond_as_the_database_does() {
      var now = fold(List.of(OPENED, new Validated(NOON.plusNanos(1_999), BY_WISEN, "")));
      assertThat(now.head().updatedAt()).isEqualTo(NOON.plusNanos(1_000));
    }
  }

  @Nested
  final class Its_alerts {
    @Test
    void are_over_when_each_firing_is() {
      var second = firing(2, 2);
      var now = fold(List.of(OPENED, joined(second), ended(ALERT)));
      assertThat(now.head().quiet()).isFalse();
      assertThat(now.alerts()).extracting(Incident.LinkedAlert::over).containsExactly(true, false);
      assertThat(fold(List.of(OPENED, joined(second), ended(ALERT), ended(second))).head().quiet())
          .isTrue();
    }

    @Test
    void fire_again_in_the_same_firing_or_another() {
      var same = fold(List.of(OPENED, ended(ALERT), again(ALERT)));
      assertThat(same.alerts().getFirst().firings()).hasSize(1);
      assertThat(same.alerts().getFirst().over()).isFalse();
      var other = fold(List.of(OPENED, ended(ALERT), again(firing(1, 2))));
      assertThat(other.alerts()).hasSize(1);
      assertThat(other.alerts().getFirst().firings()).hasSize(2);
      assertThat(other.head().firing()).isEqualTo(1);
    }

    @Test
    void never_close_it() {
      assertThat(fold(List.of(OPENED, ended(ALERT))).phase()).isEqualTo(Phase.TRIAGE);
    }
  }

  @Nested
  final class Its_paging {
    private static final RoundBegan FIRST =
        new RoundBegan(NOON, 1, RoundCause.OPENED, new Name("engineering"), 3);

    @Test
    void is_unanswered_until_somebody_answers() {
      assertThat(fold(List.of(OPENED, FIRST)).head().unanswered()).isTrue();
      var answered = fold(List.of(OPENED, FIRST, new Acknowledged(NOON, BY_WISEN, Via.LINK)));
      assertThat(answered.head().unanswered()).isFalse();
      assertThat(answered.paging().answeredBy()).containsExactly(BY_WISEN);
    }

    @Test
    void is_unanswered_still_when_the_policy_is_exhausted() {
      var now = fold(List.of(OPENED, FIRST, new PagingExhausted(NOON, 1, List.of())));
      assertThat(now.head().unanswered()).isTrue();
      assertThat(now.paging().exhausted()).isTrue();
    }

    @Test
    void is_held_until_its_round_begins() {
      var held = new HeldUntil(NOON, NOON.plusSeconds(3600), List.of(Samples.ALASTAIR));
      assertThat(fold(List.of(OPENED, held)).head().heldUntil()).isEqualTo(NOON.plusSeconds(3600));
      assertThat(fold(List.of(OPENED, held, FIRST)).head().heldUntil()).isNull();
    }

    @Test
    void counts_what_was_planned() {
      var planned =
          new PagePlanned(
              NOON, 1, 0, 1, Samples.WISEN, new Name("mail"), Text.of("oncall.reason.roster"));
      assertThat(fold(List.of(OPENED, FIRST, planned)).paging().planned()).isEqualTo(1);
    }
  }

  @Test
  void people_who_did_something_are_its_responders_once() {
    var now =
        fold(
            List.of(
                OPENED,
                new Acknowledged(NOON, BY_WISEN, Via.LINK),
                new Validated(NOON, BY_WISEN, ""),
                new Resolved(NOON, BY_ALASTAIR, "")));
    assertThat(now.responders())
        .extracting(Incident.Responder::who)
        .containsExactly(BY_WISEN, BY_ALASTAIR);
  }

  @Test
  void a_history_without_a_beginning_is_a_fault() {
    assertThatThrownBy(() -> IncidentFold.fold(ID, List.of(validated())))
        .isInstanceOf(IllegalStateException.class);
  }

  /** A storm: a thousand alerts of one group must not make each command slower and slower. */
  @Test
  void a_long_history_folds_in_a_blink() {
    var history = new ArrayList<IncidentEvent>(List.of(OPENED));
    for (int i = 2; i < 20_000; i++) {
      history.add(joined(firing(i, i)));
    }
    assertTimeout(Duration.ofSeconds(5), () -> fold(history));
  }

  private static Validated validated() {
    return new Validated(NOON.plusSeconds(1), BY_ALASTAIR, "");
  }

  private static PhaseChanged move(int second, Phase from, Phase to) {
    return new PhaseChanged(NOON.plusSeconds(second), BY_ALASTAIR, from, to, "");
  }

  private static List<IncidentEvent> more(
      List<? extends IncidentEvent> history, IncidentEvent... more) {
    return java.util.stream.Stream.concat(history.stream(), java.util.Arrays.stream(more))
        .map(IncidentEvent.class::cast)
        .toList();
  }

  private static @Nullable Instant mitigated(Incident incident) {
    var moment = incident.head().times().mitigated();
    return moment == null ? null : moment.at();
  }

  private static FiringAlert at(FiringAlert alert, Instant started) {
    return new FiringAlert(
        alert.alert(),
        alert.firing(),
        alert.integration(),
        alert.title(),
        started,
        alert.rule(),
        alert.reason());
  }
}
