package dev.siaga.texts;

import dev.siaga.kernel.Text;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a {@link Text} into words: one bundle a capability and language, read from the class path
 * when first used.
 *
 * <p>In a bundle <code>{0}</code> is the place of an argument, and <code>{0,minute}</code> that of
 * an instant, shown by the clock of whoever reads; an apostrophe is just an apostrophe, so that a
 * translator needs to know nothing more.
 */
public final class Texts {
  public static final Locale INDONESIAN = Locale.of("id");
  public static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, INDONESIAN);

  private static final Logger LOG = LoggerFactory.getLogger(Texts.class);
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)(,minute)?}|''");
  private final Map<String, Map<String, String>> bundles = new ConcurrentHashMap<>();

  /** For whoever reads with a clock that we do not know: times are in UTC. */
  public String render(Text text, Locale language) {
    return render(text, Reader.inUtc(language));
  }

  public String render(Text text, Reader reader) {
    return fill(pattern(text.key(), reader.language()), text.args(), reader);
  }

  /** An argument may be a {@link Text} itself: it is said to the same reader. */
  public String render(Reader reader, String key, Object... args) {
    return fill(
        pattern(key, reader.language()),
        Arrays.stream(args)
            .map(arg -> arg instanceof Text text ? render(text, reader) : String.valueOf(arg))
            .toList(),
        reader);
  }

  /** The language for what a browser or program says it reads; English when it says nothing. */
  public static Locale choose(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return Locale.ENGLISH;
    }
    try {
      var chosen = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
      return chosen == null ? Locale.ENGLISH : chosen;
    } catch (IllegalArgumentException notALanguageRange) {
      return Locale.ENGLISH;
    }
  }

  /** A page must reach its reader even when a sentence is missing: the key stands in for it. */
  private String pattern(String key, Locale language) {
    return find(key, language)
        .or(() -> find(key, Locale.ENGLISH))
        .orElseGet(() -> {
          LOG.error("No text has the key {}", key);
          return key;
        });
  }

  private Optional<String> find(String key, Locale language) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var bundle = key.substring(0, dot) + "_" + language.getLanguage();
    return Optional.ofNullable(bundles.computeIfAbsent(bundle, Texts::load).get(key));
  }

  private static Map<String, String> load(String bundle) {
    try (var stream = Texts.class.getResourceAsStream("/texts/" + bundle + ".properties")) {
      if (stream == null) {
        return Map.of();
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      var texts = new ConcurrentHashMap<String, String>();
      properties.forEach((key, text) -> texts.put((String) key, (String) text));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException("reading the texts " + bundle, e);
    }
  }

  private static String fill(String pattern, List<String> args, Reader reader) {
    return PLACE
        .matcher(pattern)
        .replaceAll(place -> Matcher.quoteReplacement(at(place, args, reader)));
  }

  private static String at(MatchResult place, List<String> args, Reader reader) {
    if (place.group(1) == null) {
      return "'";
    }
    int index = Integer.parseInt(place.group(1));
    if (index >= args.size()) {
      return place.group();
    }
    return place.group(2) == null ? args.get(index) : minute(args.get(index), reader);
  }

  /** What an earlier release has put into words already stays as it is. */
  private static String minute(String instant, Reader reader) {
    try {
      return reader.minute(Instant.parse(instant));
    } catch (DateTimeParseException inWords) {
      return instant;
    }
  }
}
