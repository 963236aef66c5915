package dev.siaga.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Mail;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Counts in the end what has become of numbered alerts. */
final class Tally {
  private static final Duration PAGES_MAX = Duration.ofMinutes(3);
  private static final Pattern NUMBER = Pattern.compile("walk-(\\d+)-ends");

  private Tally() {}

  /** Of these numbers those that page. */
  static SortedSet<Integer> pages(SortedSet<Integer> accepted) {
    var pages = new TreeSet<>(accepted);
    pages.removeIf(Predicate.not(AlertSender::isPage));
    return pages;
  }

  /** Fails unless each accepted alert is there once, each page has one incident and one message. */
  static void check(Client client, SortedSet<Integer> accepted, Supplier<List<Mail>> mails) {
    var pages = pages(accepted);
    awaitPages(pages, mails);
    assertThat(numbers(client.all("/alerts"), "/labels/walk"))
        .as("listed alerts")
        .containsExactlyElementsOf(accepted);
    assertThat(numbers(client.all("/incidents"), "/title"))
        .as("incidents")
        .containsExactlyElementsOf(pages);
    assertThat(messages(mails.get()))
        .as("messages by page")
        .allSatisfy((_, ids) ->
            assertThat(ids).as("a page that came twice is the same message").hasSize(1));
  }

  /** A page may wait for its bundle, and after a crash for the retry. */
  private static void awaitPages(Set<Integer> pages, Supplier<List<Mail>> mails) {
    Await.until(
        "a mail for every page",
        PAGES_MAX,
        () -> {
          var missing = new HashSet<>(pages);
          missing.removeAll(messages(mails.get()).keySet());
          return missing;
        },
        Set::isEmpty);
  }

  /** Sorted, and with every repetition. */
  private static List<Integer> numbers(List<JsonNode> items, String field) {
    return items.stream()
        .map(item -> item.at(field).asString())
        .map(text -> Integer.valueOf(text.replaceAll("\\D", "")))
        .sorted()
        .toList();
  }

  /** The Message-IDs by which each page came; a bundle names all its pages. */
  private static SortedMap<Integer, Set<String>> messages(List<Mail> mails) {
    var messages = new TreeMap<Integer, Set<String>>();
    for (var mail : mails) {
      NUMBER
          .matcher(mail.text())
          .results()
          .forEach(page ->
              messages
                  .computeIfAbsent(Integer.valueOf(page.group(1)), _ -> new HashSet<>())
                  .add(mail.messageId()));
    }
    return messages;
  }
}
