package dev.siaga.e2e;

import dev.siaga.fakes.Mail;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: nothing that was accepted is lost, whatever dies. Method: a seeded walk kills parts of the
 * running program with kill -9 while alerts come in; then everything is counted. Longer walks by
 * hand: e2e/crash-walk ROUNDS [SEED].
 */
final class CrashWalkIT {
  private static final int ROUNDS_DEFAULT = 20;

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
        var client = new Client(walk.address(), WalkSetup.TOKEN)) {
      var ledger = walk.rounds(rounds);
      Tally.check(client, ledger.accepted(), walk::mails);
      report(rounds, seed, ledger, walk.mails(), Duration.ofNanos(System.nanoTime() - start));
    }
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
        Tally.pages(ledger.accepted()).size(),
        copies.size(),
        mails.size() - copies.size());
  }
}
