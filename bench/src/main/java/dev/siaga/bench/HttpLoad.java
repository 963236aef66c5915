package dev.siaga.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * A closed loop of keep-alive connections: each sends its next request when the answer to the last
 * one is there. One thread serves them all: on a machine of two cores, what the load costs is taken
 * from those who are measured, and evens out their difference.
 */
final class HttpLoad {
  private static final long LONGEST_MICROS = Duration.ofSeconds(60).toNanos() / 1_000;
  private static final int READ_BYTES = 64 * 1024;
  private final int port;
  private final String path;
  private final int connections;

  HttpLoad(int port, String path, int connections) {
    this.port = port;
    this.path = path;
    this.connections = connections;
  }

  /** Posts until the time is over; {@code bodies} gives the n-th body of all connections. */
  Result run(Duration length, IntFunction<byte[]> bodies) throws IOException {
    long begun = System.nanoTime();
    var loop = new Loop(begun + length.toNanos(), bodies);
    try (var selector = Selector.open()) {
      for (int i = 0; i < connections; i++) {
        loop.open(selector);
      }
      while (loop.open > 0) {
        selector.select(loop::readable, Duration.ofMinutes(1).toMillis());
      }
    }
    return loop.result(Duration.ofNanos(System.nanoTime() - begun));
  }

  /** One request on a connection of its own; its status. */
  int once(byte[] body) throws IOException {
    try (var channel = connect()) {
      write(channel, ByteBuffer.wrap(request(body)));
      var answer = new HttpAnswer();
      var buffer = ByteBuffer.allocate(READ_BYTES);
      while (answer.status() == 0) {
        read(channel, buffer, answer);
      }
      return answer.status();
    }
  }

  private SocketChannel connect() throws IOException {
    var channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  private byte[] request(byte[] body) {
    var head =
        ("POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    var request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /** A request is smaller than what a socket holds, or the other side reads: no waiting here. */
  private static void write(SocketChannel channel, ByteBuffer request) throws IOException {
    while (request.hasRemaining()) {
      if (channel.write(request) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static void read(SocketChannel channel, ByteBuffer buffer, HttpAnswer answer)
      throws IOException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new IOException("the connection was closed");
    }
    answer.add(buffer.flip());
  }

  /** All connections of one run. */
  private final class Loop {
    private final long end;
    private final IntFunction<byte[]> bodies;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    private final Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private int open;
    private int next;
    private long failed;

    Loop(long end, IntFunction<byte[]> bodies) {
      this.end = end;
      this.bodies = bodies;
    }

    void open(Selector selector) throws IOException {
      var channel = connect();
      channel.configureBlocking(false);
      var key = channel.register(selector, SelectionKey.OP_READ, new Connection());
      send(key);
      open++;
    }

    void readable(SelectionKey key) {
      try {
        var connection = (Connection) key.attachment();
        read((SocketChannel) key.channel(), buffer, connection.answer);
        int status = connection.answer.status();
        if (status != 0) {
          long now = System.nanoTime();
          latencies.recordValue(Math.min(LONGEST_MICROS, (now - connection.sentAt) / 1_000));
          failed += status / 100 == 2 ? 0 : 1;
          sendOrClose(key, now);
        }
      } catch (IOException broken) {
        throw new java.io.UncheckedIOException(broken);
      }
    }

    private void sendOrClose(SelectionKey key, long now) throws IOException {
      if (now < end) {
        send(key);
      } else {
        key.channel().close();
        open--;
      }
    }

    private void send(SelectionKey key) throws IOException {
      var connection = (Connection) key.attachment();
      var request = ByteBuffer.wrap(request(bodies.apply(next++)));
      connection.answer.clear();
      connection.sentAt = System.nanoTime();
      write((SocketChannel) key.channel(), request);
    }

    Result result(Duration length) {
      return new Result(latencies.getTotalCount(), failed, latencies, length);
    }
  }

  private static final class Connection {
    private final HttpAnswer answer = new HttpAnswer();
    private long sentAt;
  }

  /** What a load saw. */
  record Result(long requests, long failed, Histogram latencies, Duration length) {
    double perSecond() {
      return requests / (length.toNanos() / 1e9);
    }

    double millis(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1_000.0;
    }
  }
}
