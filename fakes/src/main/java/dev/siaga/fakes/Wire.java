package dev.siaga.fakes;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One connection, on which a server reads lines and performs behaviours. */
final class Wire {
  private static final int LINE_BYTES_MAX = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final CountDownLatch closing;

  /** {@code closing} ends every pause early, so that closing a server never waits for a script. */
  Wire(Socket socket, CountDownLatch closing) throws IOException {
    this.socket = socket;
    this.closing = closing;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  Socket socket() {
    return socket;
  }

  Wire over(Socket other) throws IOException {
    return new Wire(other, closing);
  }

  /** The next line without its end, or empty when the other side has closed. */
  Optional<String> line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return Optional.empty();
      }
      if (bytes.size() == LINE_BYTES_MAX) {
        throw new IOException("a line is longer than " + LINE_BYTES_MAX + " bytes");
      }
      bytes.write(b);
    }
    var line = bytes.toString(StandardCharsets.UTF_8);
    return Optional.of(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  String lineOrEnd() throws IOException {
    return line().orElseThrow(() -> new EOFException("closed in the middle"));
  }

  byte[] bytes(int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("closed in the middle");
    }
    return bytes;
  }

  void say(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Whether the connection goes on afterwards. */
  boolean perform(Behaviour behaviour) throws IOException {
    return switch (behaviour) {
      case Behaviour.Say(var text) -> goOnAfter(text);
      case Behaviour.SayAfter(var delay, var text) -> !pause(delay) && goOnAfter(text);
      case Behaviour.Trickle(var text, var pause) -> trickle(text, pause);
      case Behaviour.Garbage(var count) -> garbage(count);
      case Behaviour.Hang() -> hang();
      case Behaviour.HangUp() -> false;
      case Behaviour.HangUpAfter(var text) -> {
        say(text);
        yield false;
      }
    };
  }

  private boolean goOnAfter(String text) throws IOException {
    say(text);
    return true;
  }

  private boolean trickle(String text, Duration pause) throws IOException {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (pause(pause)) {
        return false;
      }
      out.write(b);
      out.flush();
    }
    return true;
  }

  private boolean garbage(int count) throws IOException {
    var bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    out.write(bytes);
    out.flush();
    return true;
  }

  /** Reads on without an answer, so that the end is noticed when the other side gives up. */
  private boolean hang() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    return false;
  }

  private boolean pause(Duration duration) {
    try {
      return closing.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
