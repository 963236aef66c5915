package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.BY_ALASTAIR;
import static dev.siaga.incidents.Samples.ID;
import static dev.siaga.incidents.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siaga.incidents.IncidentEvent.Noted;
import dev.siaga.kernel.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

final class IncidentCodecTest {
  private static final Path HISTORIES = Path.of("src/test/resources/histories/incidents");

  @Test
  void every_event_comes_back_as_it_was() {
    for (var event : EveryEvent.all()) {
      var stored = IncidentCodec.body(event);
      assertThat(IncidentCodec.event(IncidentCodec.kind(event), stored))
          .as(stored)
          .isEqualTo(event);
    }
  }

  @Test
  void every_kind_of_event_has_a_name_that_is_read_back() {
    assertThat(Set.<Class<?>>copyOf(IncidentCodec.KINDS.values())).isEqualTo(kinds());
    EveryEvent.all()
        .forEach(e ->
            assertThat(IncidentCodec.KINDS).containsEntry(IncidentCodec.kind(e), e.getClass()));
  }

  @Test
  void what_postgresql_cannot_hold_is_replaced() {
    var body = IncidentCodec.body(new Noted(NOON, BY_ALASTAIR, "a\u0000b\uD800c"));
    assertThat(IncidentCodec.event("noted", body))
        .isEqualTo(new Noted(NOON, BY_ALASTAIR, "a\uFFFDb\uFFFDc"));
  }

  @Test
  void a_field_that_a_newer_release_added_is_passed_over() {
    var body =
        "{\"at\":\"2026-01-05T12:00:00Z\",\"by\":\"person:alastair\",\"text\":\"x\",\"new\":1}";
    assertThat(IncidentCodec.event("noted", body)).isEqualTo(new Noted(NOON, BY_ALASTAIR, "x"));
  }

  @Test
  void a_reason_that_was_stored_in_words_is_read_as_those_words() {
    var failed =
        "{\"at\":\"2026-01-05T12:00:00Z\",\"delivery\":\"a\",\"channel\":\"mail\",\"why\":\"%s\"}";
    assertThat(why(failed.formatted("451 later")))
        .isEqualTo(Text.of("incidents.in-words", "451 later"));
    assertThat(why(failed.formatted(""))).isNull();
    assertThat(why(failed.replace("\"why\":\"%s\"", "\"why\":null"))).isNull();
  }

  private static @Nullable Text why(String body) {
    return ((IncidentEvent.PageFailed) IncidentCodec.event("page-failed", body)).why();
  }

  @Test
  void a_kind_that_a_newer_release_added_is_a_fault() {
    assertThatThrownBy(() -> IncidentCodec.event("cause-confirmed", "{}"))
        .hasMessageContaining("cause-confirmed");
  }

  /** A file here is never edited: it is what a release has written, and must be read for ever. */
  @ParameterizedTest
  @MethodSource("histories")
  void a_recorded_history_is_replayed(Path history) throws IOException {
    var folded = IncidentFold.fold(ID, events(history));
    var now = IncidentCodec.JSON.valueToTree(folded);
    var expected = IncidentCodec.JSON.readTree(Files.readString(expected(history)));
    holds(now, expected, history.getFileName().toString());
  }

  @Test
  void every_kind_of_event_is_in_a_recorded_history() throws IOException {
    var recorded = new TreeSet<String>();
    for (var history : histories().toList()) {
      events(history).forEach(e -> recorded.add(IncidentCodec.kind(e)));
    }
    assertThat(recorded).isEqualTo(new TreeSet<>(IncidentCodec.KINDS.keySet()));
  }

  /** All that was known then is still so; what is known besides since then does not matter. */
  private static void holds(JsonNode now, JsonNode expected, String where) {
    assertThat(now).as(where).isNotNull();
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(field ->
              holds(now.path(field.getKey()), field.getValue(), where + "." + field.getKey()));
    } else if (expected.isArray()) {
      assertThat(now.size()).as(where).isEqualTo(expected.size());
      for (int i = 0; i < expected.size(); i++) {
        holds(now.path(i), expected.path(i), where + "[" + i + "]");
      }
    } else {
      assertThat(words(now)).as(where).isEqualTo(expected.asString());
    }
  }

  /** What was stored as words is a text of nothing but those words today. */
  private static String words(JsonNode now) {
    return now.path("key").asString("").equals("incidents.in-words")
        ? now.path("args").path(0).asString()
        : now.asString();
  }

  private static Stream<Path> histories() throws IOException {
    try (var files = Files.list(HISTORIES)) {
      var found = files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
      assertThat(found).isNotEmpty();
      return found.stream();
    }
  }

  private static Path expected(Path history) {
    return Path.of(history.toString().replace(".jsonl", ".expected.json"));
  }

  private static List<IncidentEvent> events(Path history) throws IOException {
    return Files.readAllLines(history).stream()
        .map(IncidentCodec.JSON::readTree)
        .map(
            line -> IncidentCodec.event(line.path("kind").asString(), line.path("body").toString()))
        .toList();
  }

  private static Set<Class<?>> kinds() {
    return leaves(IncidentEvent.class).collect(Collectors.toSet());
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(IncidentCodecTest::leaves);
  }
}
