package dev.siaga.notify.channel;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes what a server said fit to be shown and kept: one line, short, and without our secrets,
 * which a server may well repeat to us.
 */
public record Answers(List<String> hidden) {
  public static final int LENGTH_MAX = 300;
  private static final String MASK = "***";

  /** Knows each secret also in the forms in which it travels. */
  public static Answers hiding(@Nullable String... secrets) {
    return new Answers(
        Stream.of(secrets)
            .flatMap(secret -> secret == null || secret.isEmpty() ? Stream.of() : forms(secret))
            .toList());
  }

  public Answers {
    hidden = List.copyOf(hidden);
  }

  public String shown(@Nullable String said) {
    var text = Letter.oneLine(said == null ? "" : said);
    for (var secret : hidden) {
      text = text.replace(secret, MASK);
    }
    return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + "…";
  }

  private static Stream<String> forms(String secret) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    var base64 = Base64.getEncoder().encodeToString(bytes);
    return Stream.of(secret, base64, HexFormat.of().formatHex(bytes));
  }

  @Override
  public String toString() {
    return "Answers[" + hidden.size() + " hidden]";
  }
}
