package dev.siaga.kernel;

import java.net.InetAddress;

/**
 * A range of IP addresses: one, or all that begin with the same bits.
 *
 * @param bits how many at the beginning are the same
 */
public record Network(InetAddress address, int bits) {
  public Network {
    if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
      throw new IllegalArgumentException("a network of " + bits + " bits");
    }
  }

  /** {@code 10.0.0.0/8}, {@code fd00::/8}, or an address by itself. */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int all = address.getAddress().length * Byte.SIZE;
    return new Network(address, slash < 0 ? all : Integer.parseInt(text.substring(slash + 1)));
  }

  public boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
      if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + bits;
  }
}
