package dev.siaga.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An SMTP server that takes everything and remembers when each alert was first told of. */
final class MailSink implements AutoCloseable {
  private static final Pattern ALERT = Pattern.compile("HighErrorRate-[a-z0-9]+-[0-9]+");
  private final ServerSocket server;
  private final Map<String, Long> firstTold = new ConcurrentHashMap<>();

  MailSink() throws IOException {
    server = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("mail-sink").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** {@link System#nanoTime} of the first mail that names the alert. */
  @Nullable Long toldAt(String alert) {
    return firstTold.get(alert);
  }

  void await(int alerts, Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    while (firstTold.size() < alerts && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      var out = socket.getOutputStream();
      say(out, "220 sink ESMTP");
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var command = line.toUpperCase(Locale.ROOT);
        if (command.startsWith("DATA")) {
          say(out, "354 go on");
          take(in);
          say(out, "250 2.0.0 taken");
        } else if (command.startsWith("QUIT")) {
          say(out, "221 bye");
          return;
        } else {
          say(out, command.startsWith("EHLO") ? "250 sink" : "250 2.1.0 fine");
        }
      }
    } catch (IOException gone) {
      // The sender went away in the middle: it told of nothing.
      return;
    }
  }

  private void take(BufferedReader in) throws IOException {
    var text = new StringBuilder();
    for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      text.append(line).append('\n');
    }
    long now = System.nanoTime();
    ALERT.matcher(text).results().forEach(found -> firstTold.putIfAbsent(found.group(), now));
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
