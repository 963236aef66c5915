package dev.siaga.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * A closed loop of keep-alive connections over plain sockets: each sends its next request when the
 * answer to the last one is there. It costs a fraction of what a full HTTP client does, which on a
 * machine of two cores is what leaves the rest to those who are measured.
 */
final class HttpLoad {
  private static final long LONGEST_MICROS = Duration.ofSeconds(60).toNanos() / 1_000;
  private final int port;
  private final String path;
  private final int connections;

  HttpLoad(int port, String path, int connections) {
    this.port = port;
    this.path = path;
    this.connections = connections;
  }

  /** Posts until the time is over; {@code bodies} gives the n-th body of all connections. */
  Result run(Duration length, IntFunction<byte[]> bodies) throws Exception {
    var next = new AtomicLong();
    long begun = System.nanoTime();
    long end = begun + length.toNanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var work = new ArrayList<Callable<Result>>();
      for (int i = 0; i < connections; i++) {
        work.add(() -> connection(end, next, bodies));
      }
      var results = threads.invokeAll(work).stream().map(Future::resultNow).toList();
      return Result.sum(results, Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  /** One request on a connection of its own; its status. */
  int once(byte[] body) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(request(body));
      return answer(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private Result connection(long end, AtomicLong next, IntFunction<byte[]> bodies)
      throws IOException {
    var latencies = new Histogram(LONGEST_MICROS, 3);
    long failed = 0;
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var out = socket.getOutputStream();
      var in = new BufferedInputStream(socket.getInputStream(), 4_096);
      while (System.nanoTime() < end) {
        var request = request(bodies.apply((int) next.getAndIncrement()));
        long sent = System.nanoTime();
        out.write(request);
        int status = answer(in);
        latencies.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - sent) / 1_000));
        failed += status / 100 == 2 ? 0 : 1;
      }
    }
    return new Result(latencies.getTotalCount(), failed, latencies, Duration.ZERO);
  }

  byte[] request(byte[] body) {
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

  /** Reads one answer to its end; the status. */
  static int answer(InputStream in) throws IOException {
    var status = line(in);
    int length = 0;
    boolean chunked = false;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
    }
    if (chunked) {
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        in.skipNBytes(size + 2L);
      }
      line(in);
    } else {
      in.skipNBytes(length);
    }
    return Integer.parseInt(status.substring(9, 12));
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).strip(), 16);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** What a load saw. */
  record Result(long requests, long failed, Histogram latencies, Duration length) {
    double perSecond() {
      return requests / (length.toNanos() / 1e9);
    }

    double millis(double percentile) {
      return latencies.getValueAtPercentile(percentile) / 1_000.0;
    }

    static Result sum(List<Result> parts, Duration length) {
      var all = new Histogram(LONGEST_MICROS, 3);
      parts.forEach(part -> all.add(part.latencies()));
      return new Result(
          all.getTotalCount(), parts.stream().mapToLong(Result::failed).sum(), all, length);
    }
  }
}
