package dev.siaga.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A few clients that ask for one page again and again until nobody answers. */
final class Load implements AutoCloseable {
  private static final int CLIENTS = 8;
  private static final int ANSWERS_MAX = 1_000;
  private static final long WAIT_SECONDS_MAX = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch answers = new CountDownLatch(ANSWERS_MAX);

  Load(URI page) {
    for (int client = 0; client < CLIENTS; client++) {
      clients.execute(() -> ask(HttpRequest.newBuilder(page).build()));
    }
  }

  /** Returns when a thousand requests were answered. */
  void awaitAnswers() throws InterruptedException {
    if (!answers.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new AssertionError(answers.getCount() + " answers are missing");
    }
  }

  private void ask(HttpRequest request) {
    try {
      while (!clients.isShutdown()) {
        http.send(request, BodyHandlers.discarding());
        answers.countDown();
      }
    } catch (IOException end) {
      // Siaga has ended, as it was asked to.
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    clients.shutdownNow();
    http.shutdownNow();
  }
}
