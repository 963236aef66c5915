package dev.siaga.notify.webhook;

import dev.siaga.notify.channel.Answers;
import dev.siaga.notify.channel.Channel;
import dev.siaga.notify.channel.Letter;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Posts letters to one URL. */
public final class WebhookChannel implements Channel {
  public static final Duration CONNECT_MAX = Duration.ofSeconds(5);
  public static final Duration ANSWER_MAX = Duration.ofSeconds(10);
  private static final int ANSWER_BYTES_MAX = 4096;

  /** What receivers like to call their id of what they took. */
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([\\w.:/+=@-]{1,100})\"");

  private final WebhookSettings settings;
  private final @Nullable String secret;
  private final Duration answerMax;
  private final Answers answers;
  private final HttpClient http;

  public WebhookChannel(WebhookSettings settings, @Nullable String secret) {
    this(settings, secret, CONNECT_MAX, ANSWER_MAX);
  }

  WebhookChannel(
      WebhookSettings settings, @Nullable String secret, Duration connectMax, Duration answerMax) {
    this.settings = settings;
    this.secret = secret;
    this.answerMax = answerMax;
    this.answers = Answers.hiding(secret);
    this.http = client(settings, connectMax);
  }

  /** HTTP/1.1 only: the upgrade that plain HTTP/2 begins with confuses simple receivers. */
  private static HttpClient client(WebhookSettings settings, Duration connectMax) {
    var builder =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(connectMax);
    if (settings.trust() != null) {
      builder.sslContext(settings.trust().context());
    }
    return builder.build();
  }

  @Override
  public Outcome send(Letter letter) throws InterruptedException {
    if (secret == null) {
      return Outcome.later(Blame.SETTINGS, "notify.secret-missing");
    }
    var request = request(letter, secret);
    try {
      return outcome(letter, sent(request));
    } catch (IOException failure) {
      return outcome(failure);
    }
  }

  @Override
  public void warmUp(Letter letter) {
    var _ = request(letter, "no secret");
  }

  private HttpRequest request(Letter letter, String secret) {
    var body = WebhookBody.of(letter);
    long timestamp = letter.at().getEpochSecond();
    return HttpRequest.newBuilder(settings.url())
        .timeout(answerMax)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Siaga")
        .header("Idempotency-Key", WebhookBody.headerSafe(letter.key()))
        .header("Siaga-Timestamp", Long.toString(timestamp))
        .header("Siaga-Signature", Signature.of(secret, timestamp, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  /**
   * A connection that was kept may have been closed by the other side in this very moment: one more
   * try at once, which the idempotency key makes harmless.
   */
  private HttpResponse<InputStream> sent(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException | ConnectException | SSLException hopeless) {
      throw hopeless;
    } catch (IOException closed) {
      return http.send(request, BodyHandlers.ofInputStream());
    }
  }

  private Outcome outcome(Letter letter, HttpResponse<InputStream> response) {
    var said = beginning(response);
    int status = response.statusCode();
    return HttpRules.outcome(
        settings.url().getHost(),
        status,
        response.headers().firstValue("Retry-After"),
        answers.shown(id(response, status, said)),
        answers.shown(said),
        letter.at());
  }

  /** The status alone decides: a body that breaks off or never ends changes nothing. */
  private static String beginning(HttpResponse<InputStream> response) {
    try (var body = response.body()) {
      return new String(body.readNBytes(ANSWER_BYTES_MAX), StandardCharsets.UTF_8);
    } catch (IOException brokenOff) {
      return "";
    }
  }

  private static String id(HttpResponse<?> response, int status, String said) {
    var match = ID.matcher(said);
    if (match.find()) {
      return match.group(1);
    }
    return response.headers().firstValue("X-Request-Id").orElse("HTTP " + status);
  }

  private Outcome outcome(IOException failure) {
    var host = settings.url().getHost();
    return switch (failure) {
      case HttpConnectTimeoutException _ ->
          Outcome.later(Blame.DESTINATION, "notify.unreachable", host);
      case HttpTimeoutException _ -> Outcome.late(answerMax);
      case ConnectException _ -> Outcome.later(Blame.DESTINATION, "notify.unreachable", host);
      case SSLException tls ->
          Outcome.later(Blame.SETTINGS, "notify.tls-failed", host, answers.shown(tls.getMessage()));
      default -> Outcome.later(Blame.DESTINATION, "notify.broken-answer", host);
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
