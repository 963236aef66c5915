package dev.siaga.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is counted for a failed sign-in: nobody may choose that. */
final class ProxiesTest {
  private static final InetAddress PROXY = InetAddress.ofLiteral("10.1.2.3");
  private static final InetAddress STRANGER = InetAddress.ofLiteral("203.0.113.9");
  private final Proxies proxies =
      new Proxies(List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")));

  @Test
  void a_stranger_is_who_asks_whatever_the_header_says() {
    assertThat(proxies.client(STRANGER, List.of("198.51.100.1"))).isEqualTo("203.0.113.9");
  }

  @Test
  void a_trusted_proxy_says_who_asked_it() {
    assertThat(proxies.client(PROXY, List.of("198.51.100.1"))).isEqualTo("198.51.100.1");
    assertThat(proxies.client(PROXY, List.of("2001:db8::1"))).isEqualTo("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void what_the_client_has_written_before_is_not_believed() {
    assertThat(proxies.client(PROXY, List.of("192.0.2.1, 198.51.100.1, 10.9.9.9")))
        .isEqualTo("198.51.100.1");
    assertThat(proxies.client(PROXY, List.of("192.0.2.1", "198.51.100.1", "fd00::7")))
        .isEqualTo("198.51.100.1");
  }

  @Test
  void without_a_word_or_with_nonsense_it_is_the_proxy() {
    assertThat(proxies.client(PROXY, List.of())).isEqualTo("10.1.2.3");
    assertThat(proxies.client(PROXY, List.of("unknown"))).isEqualTo("10.1.2.3");
    assertThat(proxies.client(PROXY, List.of("198.51.100.1, evil.example"))).isEqualTo("10.1.2.3");
  }

  @Test
  void a_chain_without_end_is_not_followed() {
    var chain = String.join(",", IntStream.range(0, 5_000).mapToObj(_ -> "10.0.0.1").toList());
    assertThat(proxies.client(PROXY, List.of("198.51.100.1," + chain))).isEqualTo("10.0.0.1");
  }

  @Test
  void a_network_holds_what_begins_with_its_bits() {
    var network = Network.parse("192.0.2.128/25");
    assertThat(network.contains(InetAddress.ofLiteral("192.0.2.200"))).isTrue();
    assertThat(network.contains(InetAddress.ofLiteral("192.0.2.127"))).isFalse();
    assertThat(network.contains(InetAddress.ofLiteral("::1"))).isFalse();
    assertThat(Network.parse("::1").contains(InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(Network.parse("0.0.0.0/0").contains(STRANGER)).isTrue();
  }
}
