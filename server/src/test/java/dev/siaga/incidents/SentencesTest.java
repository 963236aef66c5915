package dev.siaga.incidents;

import static dev.siaga.incidents.Samples.ALERT;
import static dev.siaga.incidents.Samples.BY_ALASTAIR;
import static dev.siaga.incidents.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.incidents.IncidentEvent.Acknowledged;
import dev.siaga.incidents.IncidentEvent.AlertEnded;
import dev.siaga.incidents.IncidentEvent.HeldUntil;
import dev.siaga.incidents.IncidentEvent.PageFailed;
import dev.siaga.incidents.IncidentEvent.PageHandedOver;
import dev.siaga.incidents.IncidentEvent.PrioritySet;
import dev.siaga.incidents.IncidentEvent.Validated;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Text;
import dev.siaga.texts.Reader;
import dev.siaga.texts.Texts;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SentencesTest {
  private static final Name MAIL = new Name("mail");
  private final Texts texts = new Texts();

  @Test
  void every_event_is_said_in_both_languages() {
    for (var event : EveryEvent.all()) {
      isSaid(Sentences.of(event));
    }
  }

  @Test
  void a_reason_is_said_in_the_language_and_by_the_clock_of_whoever_reads() {
    var ended =
        new AlertEnded(
            NOON,
            ALERT.alert(),
            ALERT.firing(),
            ALERT.title(),
            AlertEnd.LAPSED,
            NOON,
            EveryEvent.SILENT);
    var detail = Objects.requireNonNull(Sentences.detail(ended));
    var jakarta = new Reader(Texts.INDONESIAN, ZoneId.of("Asia/Jakarta"));
    assertThat(texts.render(detail, jakarta))
        .isEqualTo("prometheus tidak terdengar sejak 5 Jan 2026 18:50 WIB.");
    assertThat(texts.render(detail, Locale.ENGLISH))
        .isEqualTo("prometheus has been silent since 5 Jan 2026 11:50 UTC.");
    assertThat(texts.render(Sentences.of(new HeldUntil(NOON, NOON, List.of())), jakarta))
        .contains("5 Jan 2026 19:00 WIB");
  }

  @Test
  void every_time_has_a_source_in_words() {
    for (var phase : Phase.values()) {
      var times = Samples.in(phase).head().times();
      Stream.of(times.started(), times.detected(), times.acknowledged(), times.validated())
          .filter(Objects::nonNull)
          .forEach(moment -> isSaid(moment.source()));
      Stream.of(times.mitigated(), times.resolved())
          .filter(Objects::nonNull)
          .forEach(moment -> isSaid(moment.source()));
    }
  }

  @Test
  void every_word_of_a_state_is_said() {
    Arrays.stream(Phase.values()).map(Sentences::word).forEach(this::isSaid);
    Arrays.stream(Priority.values()).map(Sentences::word).forEach(this::isSaid);
    Arrays.stream(Role.values()).map(Sentences::word).forEach(this::isSaid);
  }

  @Test
  void who_and_how_are_in_the_sentence() {
    var event = new Acknowledged(NOON, BY_ALASTAIR, Via.LINK);
    assertThat(texts.render(Sentences.of(event), Locale.ENGLISH))
        .isEqualTo("alastair acknowledged (by the link in the message)");
    assertThat(texts.render(Sentences.of(event), Texts.INDONESIAN))
        .isEqualTo("alastair menerima panggilan (lewat tautan dalam pesan)");
  }

  @Test
  void a_note_follows_where_there_is_one() {
    assertThat(said(new Validated(NOON, BY_ALASTAIR, "orders are zero")))
        .isEqualTo("alastair validated: it is real: orders are zero");
    assertThat(said(new Validated(NOON, BY_ALASTAIR, "")))
        .isEqualTo("alastair validated: it is real");
  }

  @Test
  void a_priority_says_what_it_means() {
    assertThat(said(new PrioritySet(NOON, BY_ALASTAIR, Samples.NO_ORDERS, Priority.HIGH)))
        .contains("high", "main transaction");
  }

  @Test
  void a_page_says_how_often_it_was_tried_when_that_was_more_than_once() {
    assertThat(said(handedOver(1))).isEqualTo("The page to wisen was accepted by mail (250 OK)");
    assertThat(said(handedOver(3)))
        .isEqualTo("The page to wisen was accepted by mail after 3 attempts (250 OK)");
    assertThat(said(new PageHandedOver(NOON, "a", Samples.WISEN, MAIL, "250 OK", 1, true)))
        .isEqualTo("The quiet message to wisen was accepted by mail (250 OK)");
    assertThat(said(new PageFailed(NOON, "a", Samples.WISEN, MAIL, null, true, 30, false)))
        .isEqualTo("The page to wisen by mail failed 30 times and is not tried again");
  }

  private static PageHandedOver handedOver(int attempt) {
    return new PageHandedOver(NOON, "a", Samples.WISEN, MAIL, "250 OK", attempt, false);
  }

  private String said(IncidentEvent event) {
    return texts.render(Sentences.of(event), Locale.ENGLISH);
  }

  private void isSaid(Text text) {
    for (var language : Texts.LANGUAGES) {
      assertThat(texts.render(text, language))
          .as("%s in %s", text.key(), language)
          .isNotEqualTo(text.key())
          .doesNotContainPattern("\\{\\d}");
    }
  }
}
