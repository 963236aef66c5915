package dev.siaga.e2e;

import dev.siaga.fakes.Mail;
import dev.siaga.fakes.Mailbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Alerts all the time, and crashes at random moments: what a seed decides, and what came of it. */
final class CrashWalk implements AutoCloseable {
  private static final List<Victim> VICTIMS = List.of(Victim.values());

  /** So many that their pages seldom travel in bundles. */
  private static final int PERSONS = 150;

  private static final int LIFE_ALERTS_MAX = 8;
  private static final int LIFE_MILLIS_MAX = 300;
  private static final int STARTING_MILLIS_MAX = 2_500;
  private static final int DIES_STARTING_ONE_IN = 5;
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(90);

  private final Path folder;
  private final Random random;
  private final Mailbox mailbox = Mailbox.onFreePorts();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Victim, Integer> kills = new EnumMap<>(Victim.class);
  private final int port;
  private final long seed;
  private int killsWhileStarting;
  private RunningSiaga siaga;

  /** Starts Siaga and tells it whom to wake. */
  CrashWalk(Path folder, long seed) throws IOException, InterruptedException {
    this.folder = folder;
    this.seed = seed;
    this.random = new Random(seed);
    this.port = WalkSetup.lastingPort(random);
    this.siaga = begin();
    siaga.awaitReady();
    WalkSetup.apply(siaga, folder, WalkSetup.configuration(mailbox.smtpPort(), PERSONS));
  }

  /** Kills so many times, and returns what must be true in the end. */
  Ledger rounds(int count) throws IOException, InterruptedException {
    var door = new AlertDoor(address(), WalkSetup.KEY);
    try (var sender = new AlertSender(door, PERSONS, seed)) {
      for (int round = 0; round < count; round++) {
        awaitLife(sender);
        crash(VICTIMS.get(random.nextInt(VICTIMS.size())));
      }
      return new Ledger(sender.stop(), sender.unanswered(), kills, killsWhileStarting);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  List<Mail> mails() {
    return mailbox.messages();
  }

  private void crash(Victim victim) throws IOException, InterruptedException {
    if (new ProcessTree(siaga.process().toHandle()).kill(victim, random)) {
      kills.merge(victim, 1, Integer::sum);
    }
    if (victim.takesSiaga()) {
      siaga.kill();
      siaga = begin();
      if (random.nextInt(DIES_STARTING_ONE_IN) == 0) {
        pauseUpTo(STARTING_MILLIS_MAX);
        new ProcessTree(siaga.process().toHandle()).kill(Victim.TREE, random);
        siaga.kill();
        killsWhileStarting++;
        siaga = begin();
      }
      siaga.awaitReady();
    }
    Await.until("ready after " + victim, RECOVERY_MAX, this::readiness, status -> status == 200);
  }

  private int readiness() {
    var request = HttpRequest.newBuilder(address().resolve("/-/ready")).build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stop);
    }
  }

  /** Some work, so that a slow machine does not only crash; then any moment. */
  private void awaitLife(AlertSender sender) {
    int enough = sender.acceptedCount() + random.nextInt(LIFE_ALERTS_MAX);
    Await.until("alerts go in", RECOVERY_MAX, sender::acceptedCount, count -> count >= enough);
    pauseUpTo(LIFE_MILLIS_MAX);
  }

  private void pauseUpTo(int millis) {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(millis)).toNanos());
  }

  private RunningSiaga begin() throws IOException {
    var settings = new HashMap<>(WalkSetup.administrator());
    settings.put("SIAGA_HTTP_PORT", Integer.toString(port));
    return RunningSiaga.begin(folder, settings);
  }

  @Override
  public void close() {
    siaga.close();
    mailbox.close();
    http.shutdownNow();
  }
}
