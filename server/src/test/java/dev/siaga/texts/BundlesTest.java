package dev.siaga.texts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The bundles of both languages, against each other and against the code that uses them. */
class The_bundles {
  private static final Path BUNDLES = Path.of("src/main/resources/texts");
  private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

  /** A key where the code hands it to a text: {@code Text.of("...")} and its short cuts. */
  private static final Pattern USED =
      Pattern.compile(
          "(?:Text\\.of|conflict|notFound|text|render|add|invalid|\\bt)\\(\\s*"
              + "(?:[^;\"]{0,80}?,\\s*|\"[^\"]*\"[^;\"]{0,80}?,\\s*)?"
              + "\"([a-z]+\\.[a-z0-9.-]*[a-z0-9])\"");

  private static final Pattern LITERAL = Pattern.compile("\"([a-z]+\\.[a-z0-9.-]*)\"");

  @Test
  void have_the_same_keys_in_both_languages() throws IOException {
    assertThat(names()).as("capabilities with texts").isNotEmpty();
    for (var name : names()) {
      assertThat(bundle(name, "id").keySet())
          .as("keys of %s_id against %s_en", name, name)
          .isEqualTo(bundle(name, "en").keySet());
    }
  }

  @Test
  void take_the_same_arguments_in_both_languages() throws IOException {
    for (var name : names()) {
      var english = bundle(name, "en");
      bundle(name, "id")
          .forEach((key, text) ->
              assertThat(places(text))
                  .as("arguments of %s in Indonesian", key)
                  .isEqualTo(places(english.getOrDefault(key, ""))));
    }
  }

  @Test
  void have_only_numbered_places_of_words_and_of_instants() throws IOException {
    for (var name : names()) {
      for (var language : Set.of("en", "id")) {
        bundle(name, language)
            .forEach((key, text) ->
                assertThat(places(text))
                    .as("places of %s", key)
                    .allMatch(p -> p.matches("\\{\\d(,minute)?}")));
      }
    }
  }

  @Test
  void hold_keys_that_begin_with_their_own_name() throws IOException {
    for (var name : names()) {
      assertThat(bundle(name, "en").keySet()).as(name).allMatch(key -> key.startsWith(name + "."));
    }
  }

  @Test
  void hold_every_key_that_the_code_uses() throws IOException {
    var all = all();
    for (var source : sources()) {
      var match = USED.matcher(Files.readString(source));
      while (match.find()) {
        assertThat(all).as("text used in %s", source.getFileName()).contains(match.group(1));
      }
    }
  }

  @Test
  void hold_no_key_that_the_code_does_not_use() throws IOException {
    var literals = new TreeSet<String>();
    for (var source : sources()) {
      LITERAL.matcher(Files.readString(source)).results().forEach(m -> literals.add(m.group(1)));
    }
    var prefixes = literals.stream().filter(l -> l.endsWith(".") || l.endsWith("-")).toList();
    assertThat(all())
        .allMatch(key -> literals.contains(key) || prefixes.stream().anyMatch(key::startsWith));
  }

  private static Set<String> all() throws IOException {
    var all = new TreeSet<String>();
    for (var name : names()) {
      all.addAll(bundle(name, "en").keySet());
    }
    return all;
  }

  private static Set<String> places(String text) {
    return PLACE
        .matcher(text)
        .results()
        .map(m -> m.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names() throws IOException {
    try (var files = Files.list(BUNDLES)) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("_[a-z]+\\.properties$", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Map<String, String> bundle(String name, String language) throws IOException {
    var properties = new Properties();
    try (var reader =
        Files.newBufferedReader(BUNDLES.resolve(name + "_" + language + ".properties"))) {
      properties.load(reader);
    }
    var texts = new TreeMap<String, String>();
    properties.forEach((key, text) -> texts.put((String) key, (String) text));
    return texts;
  }

  private static Iterable<Path> sources() throws IOException {
    try (var java = Files.walk(Path.of("src/main/java"));
        var jte = Files.walk(Path.of("src/main/jte"))) {
      return Stream.concat(java, jte)
          .filter(file -> file.toString().matches(".*\\.(java|jte)"))
          .toList();
    }
  }
}
