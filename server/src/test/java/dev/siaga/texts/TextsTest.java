package dev.siaga.texts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class A_text {
  private final Texts texts = new Texts();

  @Test
  void is_said_in_the_language_of_its_reader() {
    var text = Text.of("resources.unknown-kind", "Foo", "Person, Team");
    assertThat(texts.render(text, Locale.ENGLISH))
        .isEqualTo("there is no kind 'Foo'; the kinds are Person, Team");
    assertThat(texts.render(text, Texts.INDONESIAN))
        .isEqualTo("jenis 'Foo' tidak ada; jenis yang ada: Person, Team");
  }

  @Test
  void takes_another_text_as_argument() {
    assertThat(
            texts.render(
                Reader.inUtc(Texts.INDONESIAN),
                "resources.no-such",
                Text.of("resources.missing"),
                "x"))
        .isEqualTo("tidak ada wajib diisi bernama 'x'");
  }

  @Test
  void is_not_changed_by_what_stands_in_its_arguments() {
    var text = Text.of("resources.unknown-kind", "{1} $1 \\ ''", "x");
    assertThat(texts.render(text, Locale.ENGLISH))
        .isEqualTo("there is no kind '{1} $1 \\ '''; the kinds are x");
  }

  @Test
  void shows_an_instant_by_the_clock_of_its_reader() {
    var text = Text.of("alerts.silent-note", "prometheus", Instant.parse("2026-11-26T20:05:59Z"));
    assertThat(texts.render(text, new Reader(Locale.ENGLISH, ZoneId.of("Asia/Jakarta"))))
        .isEqualTo("prometheus has been silent since 27 Nov 2026 03:05 WIB.");
    assertThat(texts.render(text, Locale.ENGLISH))
        .isEqualTo("prometheus has been silent since 26 Nov 2026 20:05 UTC.");
    assertThat(texts.render(Text.of("alerts.silent-note", "x", "dawn"), Locale.ENGLISH))
        .isEqualTo("x has been silent since dawn.");
  }

  @Test
  void that_is_missing_is_shown_by_its_key_rather_than_failing_a_page() {
    assertThat(texts.render(Text.of("nothing.like-it"), Texts.INDONESIAN))
        .isEqualTo("nothing.like-it");
    assertThat(texts.render(Text.of("plain"), Locale.ENGLISH)).isEqualTo("plain");
  }

  @Test
  void is_in_english_for_a_reader_of_neither_language() {
    assertThat(Texts.choose("id-ID,id;q=0.9,en;q=0.8")).isEqualTo(Texts.INDONESIAN);
    assertThat(Texts.choose("fr-FR,de;q=0.5")).isEqualTo(Locale.ENGLISH);
    assertThat(Texts.choose("en-GB,id;q=0.1")).isEqualTo(Locale.ENGLISH);
    assertThat(Texts.choose(";;;=")).isEqualTo(Locale.ENGLISH);
    assertThat(Texts.choose(null)).isEqualTo(Locale.ENGLISH);
  }
}
