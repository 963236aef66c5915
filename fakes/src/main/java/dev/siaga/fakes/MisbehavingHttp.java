package dev.siaga.fakes;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * An HTTP receiver that answers 200 to everything until its script says otherwise.
 *
 * <p>The script is one for all paths: each request takes the next behaviour.
 */
public final class MisbehavingHttp implements AutoCloseable {
  private static final int BODY_BYTES_MAX = 64 * 1024 * 1024;
  private static final Behaviour FINE = answer(200, Map.of(), "");

  /** One request as it came; header names ignore case. */
  public record Received(
      Instant at, String method, String path, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private final Script<String> script = new Script<>();
  private final Seen<Received> seen = new Seen<>("requests");
  private final InstantSource clock;
  private final Loopback server;

  public MisbehavingHttp() {
    this(0, InstantSource.system());
  }

  public MisbehavingHttp(int port, InstantSource clock) {
    this.clock = clock;
    this.server = new Loopback(port, this::hold);
  }

  public static Behaviour answer(int status, Map<String, String> headers, String body) {
    return new Behaviour.Say(text(status, headers, body));
  }

  public static Behaviour answer(int status) {
    return answer(status, Map.of(), "");
  }

  public static Behaviour answerAfter(Duration delay, int status) {
    return new Behaviour.SayAfter(delay, text(status, Map.of(), ""));
  }

  /** Promises more than it says. */
  public static Behaviour closedMidAnswer() {
    return new Behaviour.HangUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it");
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  /** These come first, one for each request. */
  public MisbehavingHttp next(Behaviour... behaviours) {
    script.next("", behaviours);
    return this;
  }

  /** This comes whenever nothing else is queued. */
  public MisbehavingHttp always(Behaviour behaviour) {
    script.always("", behaviour);
    return this;
  }

  /** Forgets the script: behaves well again. */
  public void behave() {
    script.forget();
  }

  public int connections() {
    return server.connections();
  }

  public List<Received> requests() {
    return seen.all();
  }

  public Received await(Predicate<? super Received> wanted, Duration deadline) {
    return seen.await(wanted, deadline);
  }

  public List<Received> awaitCount(int count, Duration deadline) {
    return seen.awaitCount(count, _ -> true, deadline);
  }

  public void clear() {
    seen.clear();
  }

  @Override
  public void close() {
    server.close();
  }

  private void hold(Wire wire) throws IOException {
    boolean goesOn = true;
    while (goesOn) {
      var line = wire.line();
      if (line.isEmpty()) {
        return;
      }
      var request = request(line.get(), wire);
      seen.add(request);
      var behaviour = script.take("").orElse(FINE);
      goesOn = wire.perform(behaviour) && !(behaviour instanceof Behaviour.Garbage);
    }
  }

  private Received request(String line, Wire wire) throws IOException {
    var words = line.split(" ", -1);
    if (words.length != 3) {
      throw new IOException("not a request line: " + line);
    }
    var headers = headers(wire);
    if (headers.getOrDefault("Expect", "").equalsIgnoreCase("100-continue")) {
      wire.say("HTTP/1.1 100 Continue\r\n\r\n");
    }
    return new Received(clock.instant(), words[0], words[1], headers, body(headers, wire));
  }

  private static Map<String, String> headers(Wire wire) throws IOException {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var line = wire.lineOrEnd(); !line.isEmpty(); line = wire.lineOrEnd()) {
      var parts = line.split(":", 2);
      headers.put(parts[0].strip(), parts.length > 1 ? parts[1].strip() : "");
    }
    return Collections.unmodifiableMap(headers);
  }

  private static String body(Map<String, String> headers, Wire wire) throws IOException {
    if (headers.getOrDefault("Transfer-Encoding", "").equalsIgnoreCase("chunked")) {
      return chunks(wire);
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    return new String(wire.bytes(limited(length)), StandardCharsets.UTF_8);
  }

  private static String chunks(Wire wire) throws IOException {
    var body = new java.io.ByteArrayOutputStream();
    for (int size = chunkSize(wire); size > 0; size = chunkSize(wire)) {
      limited(body.size() + size);
      body.writeBytes(wire.bytes(size));
      wire.lineOrEnd();
    }
    wire.lineOrEnd();
    return body.toString(StandardCharsets.UTF_8);
  }

  private static int chunkSize(Wire wire) throws IOException {
    return Integer.parseInt(wire.lineOrEnd().split(";", 2)[0].strip(), 16);
  }

  private static int limited(int size) throws IOException {
    if (size < 0 || size > BODY_BYTES_MAX) {
      throw new IOException("a body of " + size + " bytes is too large");
    }
    return size;
  }

  private static String text(int status, Map<String, String> headers, String body) {
    // These statuses have no body, and a client may refuse an answer that announces one.
    boolean bodiless = status == 204 || status == 304 || status < 200;
    var length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 "
        + status
        + " Scripted\r\n"
        + headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining())
        + (bodiless ? "\r\n" : "Content-Length: " + length + "\r\n\r\n" + body);
  }
}
