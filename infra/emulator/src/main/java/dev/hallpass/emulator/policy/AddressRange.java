package dev.hallpass.emulator.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/// A range of IP addresses in CIDR form; a single address is a range of one.
record AddressRange(InetAddress network, int prefix) {
  static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    return address(address)
        .flatMap(network -> {
          int bits = network.getAddress().length * 8;
          String prefix = slash < 0 ? Integer.toString(bits) : text.substring(slash + 1);
          return prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= bits
              ? Optional.of(new AddressRange(network, Integer.parseInt(prefix)))
              : Optional.empty();
        });
  }

  /// The address in a literal text, without a lookup.
  static Optional<InetAddress> address(String text) {
    if (!text.contains(":") && !text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    return mine.length == other.length && leading(mine).equals(leading(other));
  }

  private BigInteger leading(byte[] address) {
    return new BigInteger(1, address).shiftRight(address.length * 8 - prefix);
  }
}
