package dev.siaga.notify.webhook;

import static dev.siaga.fakes.MisbehavingHttp.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.siaga.fakes.Behaviour;
import dev.siaga.fakes.FakeTls;
import dev.siaga.fakes.MisbehavingHttp;
import dev.siaga.notify.channel.Certificates;
import dev.siaga.notify.channel.Channel;
import dev.siaga.notify.channel.ChannelKit;
import dev.siaga.notify.channel.Outcome;
import dev.siaga.notify.channel.Outcome.Blame;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
final class WebhookChannelTest extends ChannelKit<MisbehavingHttp> {
  private static final String PATH = "/hook/very-private-path";

  @Override
  protected MisbehavingHttp server() {
    return new MisbehavingHttp();
  }

  @Override
  protected Channel channel(MisbehavingHttp server) {
    return new WebhookChannel(
        new WebhookSettings(server.address(PATH), null), SECRET, ANSWER_MAX, ANSWER_MAX);
  }

  @Override
  protected void behave(MisbehavingHttp server) {
    server.behave();
  }

  @Override
  protected Stream<Case<MisbehavingHttp>> cases() {
    var statuses =
        Stream.concat(IntStream.range(200, 432).boxed(), Stream.of(451, 499, 500, 502, 503, 504))
            .map(status -> saying("HTTP " + status, answer(status), rule(status)));
    return Stream.concat(statuses, badDays());
  }

  private static ChannelKit.Rule rule(int status) {
    if (status < 300) {
      return taken();
    }
    boolean later = status >= 500 || List.of(408, 425, 429).contains(status);
    return later ? later(Blame.DESTINATION) : never();
  }

  private static Stream<Case<MisbehavingHttp>> badDays() {
    var slow = Duration.ofSeconds(5);
    var pause = Duration.ofMillis(120);
    var away = later(Blame.DESTINATION);
    return Stream.of(
        saying(
            "429 with Retry-After",
            answer(429, Map.of("Retry-After", "7"), ""),
            new Rule.Later(Blame.DESTINATION, Duration.ofSeconds(7))),
        saying(
            "503 with a Retry-After of a day",
            answer(503, Map.of("Retry-After", "86400"), ""),
            new Rule.Later(Blame.DESTINATION, Duration.ofHours(1))),
        saying("a refusal that repeats the secret", answer(400, Map.of(), SECRET), never()),
        saying(
            "an acceptance that repeats it",
            answer(200, Map.of("X-Request-Id", SECRET), ""),
            taken()),
        saying("no answer", new Behaviour.Hang(), away),
        saying("a slow answer", MisbehavingHttp.answerAfter(slow, 200), away),
        saying("a dripping answer", new Behaviour.Trickle("HTTP/1.1 200 OK\r\n\r\n", pause), away),
        saying(
            "an accepting answer whose body drips",
            new Behaviour.SayAfter(Duration.ZERO, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"),
            taken()),
        saying("garbage", new Behaviour.Garbage(500), away),
        saying("a closed connection", new Behaviour.HangUp(), away),
        saying(
            "an answer that breaks off in its head",
            new Behaviour.HangUpAfter("HTTP/1.1 200 OK\r\nContent-"),
            away),
        saying("an answer that breaks off in its body", MisbehavingHttp.closedMidAnswer(), taken()),
        saying("a huge body", answer(400, Map.of(), "x".repeat(3_000_000)), never()));
  }

  private static Case<MisbehavingHttp> saying(String name, Behaviour behaviour, Rule rule) {
    return new Case<>(name, server -> server.always(behaviour), rule);
  }

  @Nested
  class A_webhook {
    private final MisbehavingHttp server = server();
    private final Channel channel = channel(server);

    @Test
    void posts_json_whose_fields_are_promised() throws Exception {
      channel.send(letter("incident/7/1/0/0/alastair/hook"));
      var request = server.requests().getFirst();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.header("Content-Type")).isEqualTo("application/json");
      assertThat(JsonMapper.shared().readTree(request.body()))
          .isEqualTo(
              JsonMapper.shared()
                  .readTree(
                      """
                      {"version":1,"kind":"page","key":"incident/7/1/0/0/alastair/hook",
                       "sentAt":"2026-11-25T12:00:00Z","language":"en",
                       "subject":"[Page] #7 Checkout fails","text":"Something is wrong.",
                       "items":[{"delivery":"incident/7/1/0/0/alastair/hook",
                                 "title":"#7 Checkout fails","service":"checkout","number":"7",
                                 "link":"https://siaga.example.com/page/abc?d=1&e=2"}]}
                      """));
    }

    @Test
    void proves_that_it_is_ours_and_fresh() throws Exception {
      channel.send(letter("k"));
      var request = server.requests().getFirst();
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var signed = request.header("Siaga-Timestamp") + "." + request.body();
      assertThat(request.header("Siaga-Timestamp")).isEqualTo("1795608000");
      assertThat(request.header("Siaga-Signature"))
          .isEqualTo(
              "v1="
                  + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void names_the_same_key_at_every_attempt() throws Exception {
      channel.send(letter("incident/7 é\r\n"));
      channel.send(letter("incident/7 é\r\n"));
      assertThat(server.requests())
          .extracting(request -> request.header("Idempotency-Key"))
          .containsExactly("incident/7+%C3%A9%0D%0A", "incident/7+%C3%A9%0D%0A");
    }

    @Test
    void follows_no_redirect() throws Exception {
      server.always(answer(307, Map.of("Location", server.address("/else").toString()), ""));
      channel.send(letter("k"));
      assertThat(server.requests()).extracting(MisbehavingHttp.Received::path).containsOnly(PATH);
    }

    @Test
    void knows_the_receivers_own_id() throws Exception {
      server.next(answer(201, Map.of(), "{\"ok\":true, \"id\": \"evt_42\"}"));
      server.next(answer(202, Map.of("X-Request-Id", "r-9"), ""));
      assertThat(ids(3)).containsExactly("evt_42", "r-9", "HTTP 200");
    }

    private List<String> ids(int count) throws InterruptedException {
      var ids = new ArrayList<String>();
      for (int i = 0; i < count; i++) {
        ids.add(((Outcome.Accepted) channel.send(letter("k"))).id());
      }
      return ids;
    }

    @Test
    void uses_its_connection_again() throws Exception {
      ids(5);
      assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void is_not_held_up_by_a_kept_connection_that_died() throws Exception {
      server.next(answer(200), new Behaviour.HangUp());
      ids(1);
      assertThat(channel.send(letter("k"))).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void without_a_secret_is_not_sent_and_says_so() throws Exception {
      var unsigned = new WebhookChannel(new WebhookSettings(server.address(PATH), null), null);
      assertThat(unsigned.send(letter("k")))
          .isEqualTo(Outcome.later(Blame.SETTINGS, "notify.secret-missing"));
      assertThat(server.requests()).isEmpty();
    }

    @Test
    void to_a_closed_port_is_tried_later() throws Exception {
      int port;
      try (var socket = new ServerSocket(0)) {
        port = socket.getLocalPort();
      }
      var closed = URI.create("http://127.0.0.1:" + port + "/");
      var channel = new WebhookChannel(new WebhookSettings(closed, null), SECRET);
      assertThat(channel.send(letter("k")))
          .isEqualTo(Outcome.later(Blame.DESTINATION, "notify.unreachable", "127.0.0.1"));
    }

    @Test
    void over_tls_tells_nothing_to_a_server_that_nobody_trusts() throws Exception {
      var tls = new FakeTls();
      var paths = new CopyOnWriteArrayList<String>();
      var secure =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls.server()));
      secure.createContext(
          "/",
          exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      secure.start();
      try {
        var url = URI.create("https://127.0.0.1:" + secure.getAddress().getPort() + "/secure");
        var strange = new WebhookChannel(new WebhookSettings(url, null), SECRET).send(letter("k"));
        assertThat(strange).isInstanceOf(Outcome.TryLater.class);
        assertThat(((Outcome.TryLater) strange).blame()).isEqualTo(Blame.SETTINGS);
        assertThat(paths).isEmpty();
        var trusted = new WebhookSettings(url, new Certificates(tls.pem()));
        assertThat(new WebhookChannel(trusted, SECRET).send(letter("k")))
            .isEqualTo(new Outcome.Accepted("127.0.0.1", "HTTP 204"));
      } finally {
        secure.stop(0);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ftp://example.com/",
          "https:///x",
          "https://user:pw@example.com/",
          "mailto:a@b"
        })
    void has_a_url_that_can_be_posted_to(String url) {
      assertThat(catchThrowable(() -> new WebhookSettings(URI.create(url), null)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
