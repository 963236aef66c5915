package dev.siaga.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class A_built_in_sender {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final PrometheusLike.Pace FAST =
      new PrometheusLike.Pace(Duration.ofMillis(20), Duration.ofMillis(100));

  private final Target target = new Target(0);
  private final MisbehavingHttp receiver = new MisbehavingHttp();
  private final PrometheusLike sender =
      new PrometheusLike(
          new PrometheusLike.Watched(
              target.metrics(),
              "demo_target_up",
              new PrometheusLike.Rule("ShopDown", Map.of("service", "shop"), Map.of())),
          receiver.address("/in/key"),
          FAST,
          InstantSource.system());

  @AfterEach
  void close() {
    sender.close();
    target.close();
    receiver.close();
  }

  @Test
  void posts_as_prometheus_does_and_again() {
    target.breakNow();

    var requests = receiver.awaitCount(2, SOON);

    assertThat(requests).allMatch(one -> one.path().equals("/in/key/api/v2/alerts"));
    assertThat(requests).allMatch(one -> one.header("Content-Type").equals("application/json"));
    var alert = alert(requests.getFirst());
    assertThat(alert.at("/labels/alertname").asString()).isEqualTo("ShopDown");
    assertThat(Instant.parse(alert.at("/endsAt").asString())).isAfter(Instant.EPOCH);
    assertThat(URI.create(alert.at("/generatorURL").asString())).hasPath("/graph");
  }

  @Test
  void tells_when_it_is_over() {
    target.breakNow();
    receiver.awaitCount(1, SOON);

    target.heal();

    receiver.await(one -> isOver(alert(one), one.at()), SOON);
  }

  @Test
  void goes_on_though_nobody_takes_its_alerts() {
    receiver.next(MisbehavingHttp.answer(503), new Behaviour.HangUp(), new Behaviour.Garbage(99));
    target.breakNow();

    assertThat(receiver.awaitCount(4, SOON)).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void fires_when_the_target_is_away() {
    target.close();

    assertThat(receiver.awaitCount(1, SOON)).isNotEmpty();
  }

  private static boolean isOver(JsonNode alert, Instant at) {
    return !Instant.parse(alert.at("/endsAt").asString()).isAfter(at);
  }

  private static JsonNode alert(MisbehavingHttp.Received request) {
    return JsonMapper.shared().readTree(request.body()).get(0);
  }
}
