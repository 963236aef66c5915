package dev.siaga.fakes;

import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A very small web shop with a switch that breaks it, and metrics that tell. */
public final class Target implements AutoCloseable {
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Pages pages;

  /** Port 0 means any free one. */
  public Target(int port) {
    this.pages = new Pages(port, this::answer);
  }

  public URI address() {
    return pages.address();
  }

  public URI metrics() {
    return address().resolve("/metrics");
  }

  public boolean isBroken() {
    return broken.get();
  }

  public void breakNow() {
    broken.set(true);
  }

  public void heal() {
    broken.set(false);
  }

  @Override
  public void close() {
    pages.close();
  }

  private Pages.Page answer(String method, String path) {
    return switch (method + " " + path) {
      case "GET /", "HEAD /" -> shop();
      case "GET /metrics" -> Pages.Page.of("text/plain; version=0.0.4", metricsText());
      case "POST /break" -> turned(true);
      case "POST /heal" -> turned(false);
      default -> Pages.Page.notFound();
    };
  }

  private Pages.Page turned(boolean nowBroken) {
    broken.set(nowBroken);
    return Pages.Page.seeOther("/");
  }

  private Pages.Page shop() {
    if (broken.get()) {
      failed.incrementAndGet();
      return Pages.Page.html(500, page("broken: nobody can order", "/heal", "Heal the shop"));
    }
    served.incrementAndGet();
    return Pages.Page.html(200, page("open: everybody can order", "/break", "Break the shop"));
  }

  private static String page(String state, String action, String button) {
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>Demo shop</title>
    <meta name="viewport" content="width=device-width">
    <style>body{font:18px/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}
    button{font:inherit;padding:.7rem 1.4rem}</style>
    <h1>Demo shop</h1><p>The shop is <strong>%s</strong>.</p>
    <form method="post" action="%s"><button>%s</button></form></html>
    """
        .formatted(state, action, button);
  }

  private String metricsText() {
    return """
    # HELP demo_target_up 1 when the shop can take orders, else 0.
    # TYPE demo_target_up gauge
    demo_target_up %d
    # HELP demo_target_requests_total Pages of the shop asked for, by status.
    # TYPE demo_target_requests_total counter
    demo_target_requests_total{code="200"} %d
    demo_target_requests_total{code="500"} %d
    """
        .formatted(broken.get() ? 0 : 1, served.get(), failed.get());
  }
}
