package dev.siaga.web;

import dev.siaga.kernel.Network;
import java.net.InetAddress;
import java.util.List;

/**
 * Who really asks, where a proxy of ours asks for them: what {@code X-Forwarded-For} says is
 * believed only of proxies that are trusted, from the nearest one on, since anybody can write the
 * beginning of that header.
 */
record Proxies(List<Network> trusted) {
  /** No chain of proxies is longer; whatever stands before is somebody's invention. */
  private static final int HOPS_MAX = 16;

  Proxies {
    trusted = List.copyOf(trusted);
  }

  /**
   * The nearest address that is not one of our proxies.
   *
   * @param forwardedFor the lines of the header, in their order
   */
  String client(InetAddress peer, List<String> forwardedFor) {
    var client = peer;
    var hops = String.join(",", forwardedFor).split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
      if (!isTrusted(client)) {
        break;
      }
      try {
        client = InetAddress.ofLiteral(hops[i].strip());
      } catch (IllegalArgumentException noAddress) {
        break;
      }
    }
    return client.getHostAddress();
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }
}
