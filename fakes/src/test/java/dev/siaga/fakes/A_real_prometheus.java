package dev.siaga.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@Tag("slow")
final class A_real_prometheus {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String RULES =
      """
      groups:
        - name: shop
          rules:
            - alert: ShopDown
              expr: demo_target_up == 0
              labels: {service: shop}
      """;

  private final Target target = new Target(0);
  private final MisbehavingHttp receiver = new MisbehavingHttp();

  @BeforeEach
  void needs_the_program() {
    Assumptions.assumeTrue(RealPrometheus.available(), "prometheus is not installed");
  }

  @AfterEach
  void close() {
    target.close();
    receiver.close();
  }

  @Test
  void fires_on_the_broken_target_and_names_itself_as_the_generator() {
    try (var prometheus = RealPrometheus.start(setup())) {
      target.breakNow();

      var request = receiver.await(_ -> true, SOON);

      assertThat(request.path()).isEqualTo("/in/key/api/v2/alerts");
      var alert = JsonMapper.shared().readTree(request.body()).get(0);
      assertThat(alert.at("/labels/alertname").asString()).isEqualTo("ShopDown");
      assertThat(alert.at("/generatorURL").asString()).startsWith(prometheus.address().toString());
    }
  }

  @Test
  void is_gone_once_it_is_killed() {
    try (var prometheus = RealPrometheus.start(setup())) {
      target.breakNow();
      receiver.await(_ -> true, SOON);

      prometheus.kill();

      assertThat(Ports.isFree(prometheus.address().getPort())).isTrue();
    }
  }

  private RealPrometheus.Setup setup() {
    return new RealPrometheus.Setup(
        target.metrics(),
        RULES,
        receiver.address("/in/key"),
        Duration.ofMillis(200),
        Duration.ofSeconds(1));
  }
}
