package dev.siaga.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.fakes.Mail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Goal: nothing that was accepted is lost, whatever dies. Method: a seeded walk kills parts of the
 * running program with kill -9 while alerts come in; then everything is counted. Longer walks by
 * hand: e2e/crash-walk ROUNDS [SEED].
 */
final class CrashWalkIT {
  private static final int ROUNDS_DEFAULT = 20;
  private static final Duration PAGES_MAX = Duration.ofMinutes(3);
  private static final Pattern NUMBER = Pattern.compile("walk-(\\d+)-ends");

  @TempDir private Path folder;

  @Test
  void loses_no_alert_no_incident_and_no_page_whatever_is_killed() throws Exception {
    long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
    int rounds = Integer.getInteger("crash.rounds", ROUNDS_DEFAULT);
    try {
      walk(seed, rounds);
    } catch (AssertionError failure) {
      var how = "crash walk with -Dcrash.seed=" + seed + " -Dcrash.rounds=" + rounds + ": ";
      throw new AssertionError(how + failure.getMessage(), failure);
    }
  }

  private void walk(long seed, int rounds) throws Exception {
    long start = System.nanoTime();
    try (var walk = new CrashWalk(folder, seed);
        var client = new Client(walk.address(), CrashWalk.TOKEN)) {
      var ledger = walk.rounds(rounds);
      var pages = ledger.pages();
      awaitPages(walk, pages);
      assertThat(numbers(client.all("/alerts"), "/labels/walk"))
          .as("listed alerts")
          .containsExactlyElementsOf(ledger.accepted());
      assertThat(numbers(client.all("/incidents"), "/title"))
          .as("incidents")
          .containsExactlyElementsOf(pages);
      var mails = walk.mails();
      assertThat(messages(mails))
          .as("messages by page")
          .allSatisfy((_, ids) ->
              assertThat(ids).as("a page that came twice is the same message").hasSize(1));
      report(rounds, seed, ledger, mails, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /** A page may wait for its bundle, and after a crash for the retry. */
  private static void awaitPages(CrashWalk walk, Set<Integer> pages) {
    Await.until(
        "a mail for every page",
        PAGES_MAX,
        () -> {
          var missing = new HashSet<>(pages);
          missing.removeAll(messages(walk.mails()).keySet());
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

  private static void report(
      int rounds, long seed, Ledger ledger, List<Mail> mails, Duration took) {
    Map<String, Integer> copies = new HashMap<>();
    mails.forEach(mail -> copies.merge(mail.messageId(), 1, Integer::sum));
    var kills =
        ledger.kills().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    System.out.printf(
        "crash walk: %d rounds, seed %d, %d s; kills: %s, while starting %d; %d alerts accepted (%d"
            + " requests unanswered and sent again), %d pages in %d messages, %d of them came"
            + " twice%n",
        rounds,
        seed,
        took.toSeconds(),
        kills,
        ledger.killsWhileStarting(),
        ledger.accepted().size(),
        ledger.unanswered(),
        ledger.pages().size(),
        copies.size(),
        mails.size() - copies.size());
  }
}
