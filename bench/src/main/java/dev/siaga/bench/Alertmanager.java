package dev.siaga.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Debian's Alertmanager (package {@code prometheus-alertmanager}): the peer of intake and paging.
 */
final class Alertmanager implements AutoCloseable {
  static final String NAME = "Alertmanager (Debian)";
  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");
  private final Path folder;
  private final Process process;
  private final int port;

  private Alertmanager(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /** One that takes alerts and tells nobody. */
  static Alertmanager silent() throws IOException {
    return start("route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
  }

  /**
   * One that mails each alert of severity page at once, to whom its label {@code service} says, and
   * only keeps the others, as Siaga's gate lets page and record them.
   */
  static Alertmanager mailing(int smtpPort) throws IOException {
    return start(
        """
        global:
          smtp_smarthost: 127.0.0.1:%d
          smtp_from: alertmanager@example.com
          smtp_require_tls: false
        route:
          receiver: nobody
          group_by: ['...']
          group_wait: 0s
          group_interval: 1m
          repeat_interval: 4h
          routes:
            - receiver: mail
              matchers: [severity="page"]
        receivers:
          - name: nobody
          - name: mail
            email_configs:
              - to: '{{ .CommonLabels.service }}@example.com'
                send_resolved: false
                headers:
                  Subject: '{{ .CommonLabels.alertname }}'
        """
            .formatted(smtpPort));
  }

  private static Alertmanager start(String configuration) throws IOException {
    if (!Files.isExecutable(PROGRAM)) {
      throw new IOException("the peer is missing: apt-get install prometheus-alertmanager");
    }
    var folder = Files.createTempDirectory("alertmanager");
    var file = Files.writeString(folder.resolve("alertmanager.yml"), configuration);
    int port = Siaga.freePort();
    var process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + file,
                "--storage.path=" + folder,
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=",
                "--log.level=error")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    var started = new Alertmanager(folder, process, port);
    started.awaitPort();
    return started;
  }

  int port() {
    return port;
  }

  ProcessTree tree() {
    return new ProcessTree(process.toHandle());
  }

  private void awaitPort() throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < end) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    throw new IOException("Alertmanager did not start; see " + folder.resolve("log"));
  }

  @Override
  public void close() throws IOException {
    Child.stop(process, Duration.ofSeconds(10));
    Child.delete(folder);
  }
}
