package dev.siaga.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** What the numbered alerts of {@link AlertSender} need on Siaga's side. */
final class WalkSetup {
  static final String TOKEN = "crash-walk-token-0123456789";
  static final String KEY = "crash-walk-key-0123456789abcdef0123456789";

  /** Below the ports that the system gives to connections, else one of them may take Siaga's. */
  private static final int PORT_MIN = 20_000;

  private static final int PORTS = 10_000;

  private WalkSetup() {}

  static Map<String, String> administrator() {
    return Map.of(
        "SIAGA_ADMIN_EMAIL", "admin@example.com",
        "SIAGA_ADMIN_PASSWORD", "crash-walk-password",
        "SIAGA_ADMIN_TOKEN", TOKEN);
  }

  /** A port for a Siaga that dies and must be found at the same one again. */
  static int lastingPort(Random random) {
    while (true) {
      int candidate = PORT_MIN + random.nextInt(PORTS);
      try (var _ = new ServerSocket(candidate, 1, InetAddress.getLoopbackAddress())) {
        return candidate;
      } catch (IOException taken) {
        // Another one, then.
      }
    }
  }

  static void apply(RunningSiaga siaga, Path folder, String configuration)
      throws IOException, InterruptedException {
    var file = folder.resolve("walk.yaml");
    Files.writeString(file, configuration);
    var secrets = Map.of("SIAGA_TOKEN", TOKEN, "WALK_KEY", KEY);
    if (siaga.command(folder, secrets, "apply", "-f", file.toString()) != 0) {
      throw new AssertionError("the configuration was not applied");
    }
  }

  /** Each service wakes a person of its own, who has the whole walk to answer. */
  static String configuration(int smtpPort, int persons) {
    var text =
        new StringBuilder(
            """
            kind: Channel
            name: mail
            spec: {email: {host: 127.0.0.1, port: %d, security: none, from: siaga@example.com}}
            ---
            kind: Integration
            name: prometheus
            spec: {type: prometheus, key: {env: WALK_KEY}, blocksUsers: {label: severity, values: [critical]}}
            ---
            kind: Team
            name: walkers
            spec: {displayName: Walkers, members: [p0], lead: p0}
            """
                .formatted(smtpPort));
    for (int person = 0; person < persons; person++) {
      text.append(
          """
          ---
          kind: Person
          name: p%1$d
          spec: {displayName: Person %1$d, email: p%1$d@example.com}
          ---
          kind: EscalationPolicy
          name: e%1$d
          spec: {steps: [{notify: [{person: p%1$d}]}], answerWithin: 12h}
          ---
          kind: Service
          name: s%1$d
          spec: {displayName: Service %1$d, team: walkers, escalationPolicy: e%1$d}
          """
              .formatted(person));
    }
    return text.toString();
  }
}
