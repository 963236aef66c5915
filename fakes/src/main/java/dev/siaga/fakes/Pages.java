package dev.siaga.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A few well-behaved pages on loopback. */
final class Pages implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** What a page answers. */
  record Page(int status, Map<String, String> headers, String body) {
    static Page html(int status, String body) {
      return new Page(status, Map.of("Content-Type", "text/html; charset=utf-8"), body);
    }

    static Page of(String type, String body) {
      return new Page(200, Map.of("Content-Type", type), body);
    }

    static Page seeOther(String location) {
      return new Page(303, Map.of("Location", location), "");
    }

    static Page notFound() {
      return html(404, "<!doctype html><title>Not found</title><p>There is no such page here.</p>");
    }
  }

  /** Answers each request to any path. */
  interface Site {
    Page answer(String method, String path) throws IOException;
  }

  Pages(int port, Site site) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("failed listening on loopback port " + port, e);
    }
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, site));
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, Site site) throws IOException {
    try (exchange) {
      var page = site.answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      var body = page.body().getBytes(StandardCharsets.UTF_8);
      page.headers().forEach(exchange.getResponseHeaders()::set);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(page.status(), head || body.length == 0 ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
