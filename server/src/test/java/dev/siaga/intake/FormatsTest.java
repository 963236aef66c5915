package dev.siaga.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.alerts.Receipt;
import dev.siaga.alerts.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class FormatsTest {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** One that could not be read and one that could not be kept, each by its place in the body. */
  @Test
  void what_is_wrong_with_an_alert_is_said_of_that_alert() {
    var parsed =
        prometheus(
            """
            [{"labels":{}}, {"labels":{"alertname":"A"}}, {"labels":{}},
             {"labels":{"alertname":"B"}}, {"labels":{"alertname":"C"}}]\
            """);
    var taken = new Receipt.Taken(true);
    var receipts = List.<Receipt>of(taken, new Receipt.Refused("the database says no"), taken);
    assertThat(Intake.mistakes(parsed, receipts))
        .extracting(IntakeAnswer.Mistake::index)
        .containsExactly(0, 2, 3);
  }

  @Nested
  final class At_the_Prometheus_door {
    @Test
    void an_end_in_the_future_is_a_lease_and_one_in_the_past_an_end() {
      var signals =
          prometheus(
                  """
                  [{"labels":{"alertname":"A"},"endsAt":"2026-01-01T12:04:00Z"},
                   {"labels":{"alertname":"B"},"endsAt":"2026-01-01T11:59:00.123Z",
                    "startsAt":"2026-01-01T13:00:00+02:00"}]\
                  """)
              .signals();
      assertThat(signals.get(0).firing()).isTrue();
      assertThat(signals.get(0).leaseUntil()).isEqualTo(NOON.plusSeconds(240));
      assertThat(signals.get(1).firing()).isFalse();
      assertThat(signals.get(1).endsAt()).isEqualTo("2026-01-01T11:59:00.123Z");
      assertThat(signals.get(1).startsAt()).isEqualTo("2026-01-01T11:00:00Z");
    }

    @Test
    void no_end_and_the_year_one_are_the_same_a_lease_of_five_minutes() {
      var signals =
          prometheus(
                  """
                  [{"labels":{"alertname":"A"}},
                   {"labels":{"alertname":"B"},"endsAt":"0001-01-01T00:00:00Z",
                    "startsAt":"0001-01-01T00:00:00Z"}]\
                  """)
              .signals();
      assertThat(signals)
          .allSatisfy(s -> {
            assertThat(s.firing()).isTrue();
            assertThat(s.startsAt()).isNull();
            assertThat(s.leaseUntil()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
          });
    }

    @Test
    void valid_alerts_are_kept_when_a_neighbour_is_broken_and_each_mistake_is_named() {
      var parsed =
          prometheus(
              """
              [{"labels":{"alertname":"A"}},
               {"labels":{"alertname":7}},
               {"labels":{}},
               "what",
               {"labels":{"alertname":"B","deep":{"x":[1,2]}}},
               {"labels":{"alertname":"C"},"startsAt":"yesterday"},
               {"labels":{"alertname":"D"},"new":{"field":[{}]},"annotations":null}]\
              """);
      assertThat(parsed.signals())
          .extracting(s -> s.labels().get("alertname"))
          .containsExactly("A", "D");
      assertThat(parsed.mistakes())
          .extracting(IntakeAnswer.Mistake::index)
          .containsExactly(1, 2, 3, 4, 5);
      assertThat(parsed.mistakes().getFirst().field()).isEqualTo("labels.alertname");
    }

    @Test
    void empty_labels_are_no_labels_and_order_does_not_matter() {
      var signals =
          prometheus(
                  """
                  [{"labels":{"b":"2","a":"1","c":""}},{"labels":{"a":"1","b":"2"}}]\
                  """)
              .signals();
      assertThat(signals.get(0).labels()).isEqualTo(signals.get(1).labels());
    }

    @Test
    void what_PostgreSQL_cannot_store_is_replaced() {
      var signal =
          prometheus(
                  """
                  [{"labels":{"alertname":"a\\u0000b"},"annotations":{"x":"\\ud83d y \\ud83d\\ude00"}}]\
                  """)
              .signals()
              .getFirst();
      assertThat(signal.labels().get("alertname")).isEqualTo("a\uFFFDb");
      assertThat(signal.annotations()).containsEntry("x", "\uFFFD y \ud83d\ude00");
    }

    @Test
    void the_source_is_where_the_sender_lives() {
      var signal =
          prometheus(
                  """
                  [{"labels":{"a":"1"},"generatorURL":"http://prom-0:9090/graph?g0.expr=up"}]\
                  """)
              .signals()
              .getFirst();
      assertThat(signal.source()).isEqualTo("http://prom-0:9090");
    }

    @Test
    void what_is_no_array_is_malformed() {
      for (var body : new String[] {"", "{}", "[{\"labels\":", "[1", "null", "\"x\"", "[}"}) {
        assertThatThrownBy(() -> prometheus(body))
            .as(body)
            .isInstanceOf(Format.MalformedBody.class);
      }
    }
  }

  @Nested
  final class At_the_Alertmanager_door {
    @Test
    void the_status_decides_and_not_the_times() {
      var signals =
          alertmanager(
                  """
                  {"version":"4","status":"firing","groupLabels":{"a":"b"},"alerts":[
                   {"status":"firing","labels":{"alertname":"A"},"endsAt":"0001-01-01T00:00:00Z"},
                   {"status":"resolved","labels":{"alertname":"B"},"endsAt":"2026-01-01T11:00:00Z"}],
                   "truncatedAlerts":0,"notification_reason":"x"}\
                  """)
              .signals();
      assertThat(signals).extracting(Signal::firing).containsExactly(true, false);
      assertThat(signals.getFirst().leaseUntil()).isNull();
    }

    @Test
    void a_status_that_is_neither_is_a_mistake() {
      var parsed = alertmanager("{\"alerts\":[{\"status\":\"odd\",\"labels\":{\"a\":\"b\"}}]}");
      assertThat(parsed.mistakes())
          .extracting(IntakeAnswer.Mistake::field)
          .containsExactly("status");
    }
  }

  @Nested
  final class At_the_generic_door {
    @Test
    void a_few_fields_are_enough() {
      var signal =
          generic("{\"title\":\"Backup failed\",\"dedup\":\"backup\"}").signals().getFirst();
      assertThat(signal.firing()).isTrue();
      assertThat(signal.labels().get("alertname")).isEqualTo("Backup failed");
      assertThat(signal.dedup()).isEqualTo("backup");
    }

    @Test
    void goalert_s_form_is_understood() {
      var parsed =
          new GenericFormat()
              .read(
                  "application/x-www-form-urlencoded",
                  "summary=Disk+full&details=90%25&action=close&dedup=d".getBytes(UTF_8),
                  NOON,
                  null);
      var signal = parsed.signals().getFirst();
      assertThat(signal.firing()).isFalse();
      assertThat(signal.annotations()).containsEntry("description", "90%");
    }
  }

  /** Goal: nothing but an answer or MalformedBody. Method: real bodies with seeded damage. */
  @Test
  void damaged_bodies_never_raise_anything_else() {
    var good =
        """
        [{"labels":{"alertname":"A","severity":"page"},"annotations":{"summary":"s"},
        "startsAt":"2026-01-01T11:00:00Z","endsAt":"2026-01-01T12:04:00Z","generatorURL":"http://x:1/g"}]\
        """
            .getBytes(UTF_8);
    for (long seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      var body = good.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      for (var format :
          new Format[] {new PrometheusFormat(), new AlertmanagerFormat(), new GenericFormat()}) {
        try {
          format.read("application/json", body, NOON, null);
        } catch (Format.MalformedBody expected) {
          assertThat(expected).as("seed %d", seed).hasMessageContaining("");
        }
      }
    }
  }

  private static Parsed prometheus(String body) {
    return new PrometheusFormat().read("application/json", body.getBytes(UTF_8), NOON, null);
  }

  private static Parsed alertmanager(String body) {
    return new AlertmanagerFormat().read("application/json", body.getBytes(UTF_8), NOON, null);
  }

  private static Parsed generic(String body) {
    return new GenericFormat().read("application/json", body.getBytes(UTF_8), NOON, null);
  }
}
