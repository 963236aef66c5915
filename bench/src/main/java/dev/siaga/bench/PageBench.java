package dev.siaga.bench;

import dev.siaga.bench.Report.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * From the answer to the alert until its mail has been handed to the SMTP server: calm, one alert
 * after the other; then in a storm, where 1,000 alerts a second arrive and 10 of them open an
 * incident, each for another of 600 people. Alertmanager with {@code group_wait: 0s} is the peer.
 */
final class PageBench implements Bench.Measurement {
  private static final int PEOPLE = 600;
  private static final int WARM_UP = 20;

  /** Others than those who are measured: a second page within a minute waits for its bundle. */
  private static final int WARM_UP_FIRST = 560;

  private static final int STORM_ALERTS_PER_SECOND = 1_000;
  private static final int STORM_PAGES_PER_SECOND = 10;
  private static final double CALM_MILLIS = 100;
  private static final double STORM_MILLIS = 1_000;
  private static final double STORM_MIB = 768;

  @Override
  public List<Row> run(Bench.Setup setup) throws Exception {
    int calm = setup.quick() ? 40 : 500;
    int stormSeconds = setup.quick() ? 5 : 60;
    try (var sink = new MailSink();
        var peerSink = new MailSink();
        var siaga = Siaga.start(setup.root());
        var peer = Alertmanager.mailing(peerSink.port())) {
      siaga.apply(configuration(sink.port()));
      var ours = new Sender(siaga.port(), siaga.intakePath(), sink);
      var theirs = new Sender(peer.port(), "/api/v2/alerts", peerSink);
      var us = siaga.tree();
      var them = peer.tree();
      them.whileResting(() -> ours.calm("warmup", WARM_UP, WARM_UP_FIRST));
      us.whileResting(() -> theirs.calm("warmup", WARM_UP, WARM_UP_FIRST));
      var oursCalm = them.whileResting(() -> ours.calm("calm", calm, 0));
      var theirsCalm = us.whileResting(() -> theirs.calm("calm", calm, 0));
      var theirsStorm = us.whileResting(() -> theirs.storm("storm", stormSeconds));
      var oursStorm = them.whileResting(() -> ours.storm("storm", stormSeconds));
      var rows = new ArrayList<Row>();
      rows.addAll(rows("calm", oursCalm, theirsCalm, CALM_MILLIS));
      rows.addAll(rows("storm", oursStorm, theirsStorm, STORM_MILLIS));
      rows.add(
          Row.beside(
                  "storm: memory, all processes (PSS)",
                  "MiB",
                  us.memoryMib(),
                  them.memoryMib(),
                  Alertmanager.NAME)
              .below(STORM_MIB));
      return rows;
    }
  }

  private static List<Row> rows(String when, Told ours, Told theirs, double limit) {
    var peer = Alertmanager.NAME;
    return List.of(
        Row.beside(
            when + ": accepted to mail, p50", "ms", ours.millis(50), theirs.millis(50), peer),
        Row.beside(when + ": accepted to mail, p99", "ms", ours.millis(99), theirs.millis(99), peer)
            .below(limit),
        Row.beside(
            when + ": accepted to mail, max", "ms", ours.millis(100), theirs.millis(100), peer),
        Row.beside(when + ": alerts without mail", "", ours.missing(), theirs.missing(), peer));
  }

  /** 600 services, each of another team with another person on a policy of one step. */
  private static List<Map<String, Object>> configuration(int smtpPort) {
    var all = new ArrayList<Map<String, Object>>();
    all.add(Siaga.integration());
    all.add(
        Siaga.document(
            "Channel",
            "mail",
            Map.of(
                "email",
                Map.of(
                    "host", "127.0.0.1",
                    "port", smtpPort,
                    "security", "none",
                    "from", "siaga@example.com"))));
    for (int i = 0; i < PEOPLE; i++) {
      var name = name(i);
      all.add(
          Siaga.document(
              "Person",
              name,
              Map.of(
                  "displayName",
                  name,
                  "email",
                  name + "@example.com",
                  "methods",
                  List.of(Map.of("channel", "mail")))));
      all.add(
          Siaga.document(
              "EscalationPolicy",
              name,
              Map.of(
                  "steps",
                  List.of(Map.of("after", "0m", "notify", List.of(Map.of("person", name)))))));
      all.add(
          Siaga.document(
              "Team",
              name,
              Map.of("displayName", name, "members", List.of(name), "escalationPolicy", name)));
      all.add(Siaga.document("Service", name, Map.of("displayName", name, "team", name)));
    }
    return all;
  }

  private static String name(int person) {
    return "svc-" + Math.floorMod(person, PEOPLE);
  }

  /** Posts paging alerts to one side and looks when its mails arrive. */
  private record Sender(int port, String path, MailSink sink) {
    private static final int STORM_BATCH = 99;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    Told calm(String run, int alerts, int firstPerson) throws Exception {
      var accepted = new long[alerts];
      for (int n = 0; n < alerts; n++) {
        accepted[n] = post(run, n, firstPerson + n);
        awaitMail(run, n);
      }
      return told(run, accepted);
    }

    /** A new paging alert every 100 ms, and ten times a second 99 that only get recorded. */
    Told storm(String run, int seconds) throws Exception {
      int ticks = seconds * STORM_PAGES_PER_SECOND;
      var accepted = new long[ticks];
      int perTick = STORM_ALERTS_PER_SECOND / STORM_PAGES_PER_SECOND - 1;
      try (var clock = Executors.newScheduledThreadPool(4)) {
        var next = new int[1];
        var _ =
            clock.scheduleAtFixedRate(
                () -> {
                  int n = next[0]++;
                  if (n < ticks) {
                    clock.execute(() -> background(n, perTick));
                    clock.execute(() -> accepted[n] = post(run, n, 100 + n));
                  }
                },
                0,
                1_000 / STORM_PAGES_PER_SECOND,
                TimeUnit.MILLISECONDS);
        LockSupport.parkNanos(Duration.ofSeconds(seconds).plusMillis(500).toNanos());
        clock.shutdown();
      }
      for (int n = 0; n < ticks; n++) {
        awaitMail(run, n);
      }
      return told(run, accepted);
    }

    private void background(int tick, int alerts) {
      send(Bodies.body("noise", tick * STORM_BATCH, alerts, "warning"));
    }

    private long post(String run, int n, int person) {
      send(Bodies.one(run, n, "page", name(person)));
      return System.nanoTime();
    }

    private void send(byte[] body) {
      try {
        int status = new HttpLoad(port, path, 1).once(body);
        if (status / 100 != 2) {
          throw new IllegalStateException("answered " + status);
        }
      } catch (java.io.IOException failed) {
        throw new java.io.UncheckedIOException(failed);
      }
    }

    private void awaitMail(String run, int n) {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (sink.toldAt(alert(run, n)) == null && System.nanoTime() < end) {
        LockSupport.parkNanos(200_000);
      }
    }

    private Told told(String run, long[] accepted) {
      var nanos = new Histogram(Duration.ofMinutes(5).toNanos(), 3);
      int missing = 0;
      for (int n = 0; n < accepted.length; n++) {
        var told = sink.toldAt(alert(run, n));
        if (told == null) {
          missing++;
        } else {
          nanos.recordValue(Math.max(0, told - accepted[n]));
        }
      }
      return new Told(nanos, missing);
    }

    private static String alert(String run, int n) {
      return "HighErrorRate-" + run + "-" + n;
    }
  }

  private record Told(Histogram nanos, int missing) {
    double millis(double percentile) {
      return nanos.getValueAtPercentile(percentile) / 1e6;
    }
  }
}
