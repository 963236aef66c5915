package dev.siaga.resources;

import dev.siaga.texts.Texts;
import java.util.List;
import java.util.Locale;

/** Outcomes in short lines, for tests to compare. */
final class Told {
  private Told() {}

  static List<String> of(Outcome outcome) {
    var texts = new Texts();
    return switch (outcome) {
      case Outcome.Applied applied -> applied.changes().stream().map(Told::change).toList();
      case Outcome.Mistaken(var mistakes) ->
          mistakes.stream()
              .map(m ->
                  "%s:%d %s %s"
                      .formatted(
                          m.file(), m.line(), m.field(), texts.render(m.why(), Locale.ENGLISH)))
              .toList();
      case Outcome.Refused(var refusal) -> List.of(texts.render(refusal.reason(), Locale.ENGLISH));
    };
  }

  private static String change(Change change) {
    var text = new StringBuilder();
    text.append(
        "%s %s %s v%d".formatted(change.what(), change.kind(), change.name(), change.version()));
    for (var field : change.fields()) {
      text.append(
          field.secret()
              ? " %s: a secret".formatted(field.field())
              : " %s: %s -> %s".formatted(field.field(), field.from(), field.to()));
    }
    return text.toString();
  }
}
