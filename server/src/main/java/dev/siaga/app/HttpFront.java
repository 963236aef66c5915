package dev.siaga.app;

import dev.siaga.api.Api;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The one HTTP server: everybody's routes, the limits that hold for all of them, the drain. */
final class HttpFront implements AutoCloseable {
  /**
   * Far above the largest body that any door takes, a file of 25 MB: a browser shows the page that
   * says so only when what it sends is read to the end, which is thrown away. Doors set smaller
   * limits.
   */
  static final long BODY_BYTES_MAX = 512L * 1024 * 1024;

  static final int CONNECTIONS_MAX = 8_192;

  /** What a request may still take when Siaga is asked to end; the rest of 10 s is for others. */
  static final Duration DRAIN_MAX = Duration.ofSeconds(4);

  private final String host;
  private final int port;
  private final WebServer server;

  HttpFront(String host, int port, List<Consumer<HttpRouting.Builder>> routes) {
    this.host = host;
    this.port = port;
    this.server = server(host, port, routes);
  }

  /**
   * Builds a server that never listens. The first one takes a tenth of a start, mostly for loading
   * classes: time that passes anyway while the database starts.
   */
  static void preload() {
    var _ = server("127.0.0.1", 0, List.of());
  }

  private static WebServer server(
      String host, int port, List<Consumer<HttpRouting.Builder>> routes) {
    return WebServer.builder()
        .host(host)
        .port(port)
        .shutdownHook(false) // Serve drains in order; a hook of the server's own would race it
        .featuresDiscoverServices(false)
        .connectionOptions(options -> options.tcpNoDelay(true))
        .contentEncoding(Api.encodings())
        .maxPayloadSize(BODY_BYTES_MAX)
        .maxTcpConnections(CONNECTIONS_MAX)
        .shutdownGracePeriod(DRAIN_MAX)
        .routing(routing -> routes.forEach(each -> each.accept(routing)))
        .build();
  }

  void start() {
    requireFree();
    server.start();
    if (!server.isRunning()) { // it logs a failure to listen and returns all the same
      throw new ListenFault("Siaga can't listen on " + host + ":" + port + ".");
    }
  }

  /** Says why it can't listen, in a sentence, before the server says it with a stack trace. */
  private void requireFree() {
    try (var probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException taken) {
      throw new ListenFault(
          "Siaga can't listen on %s:%d (%s). Is it running already? SIAGA_HTTP_ADDRESS and SIAGA_HTTP_PORT choose another place."
              .formatted(host, port, taken.getMessage()));
    }
  }

  URI address() {
    return url(host, server.port());
  }

  static URI url(String host, int port) {
    var shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + port);
  }

  /** Port 0 means any: it is chosen before the server starts, since links name it. */
  static int port(String host, int port) {
    if (port != 0) {
      return port;
    }
    try (var any = new ServerSocket()) {
      any.bind(new InetSocketAddress(host, 0));
      return any.getLocalPort();
    } catch (IOException none) {
      throw new ListenFault("Siaga can't listen on " + host + " (" + none.getMessage() + ").");
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
