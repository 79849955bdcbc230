package dev.hallpass.catalog.parameter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A network in the form of CIDR, of either version of IP.
///
/// @param address one of its addresses
/// @param prefix how many leading bits its addresses share
public record Network(InetAddress address, int prefix) {

  private static final Pattern FORM =
      Pattern.compile("(?<address>[0-9]+(\\.[0-9]+){3}|[0-9a-fA-F:]+)/(?<prefix>[0-9]{1,3})");

  /// The network of a text such as `192.0.2.0/24`; empty if it names none.
  public static Optional<Network> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(parts.group("address"));
      int prefix = Integer.parseInt(parts.group("prefix"));
      return Optional.of(new Network(address, prefix))
          .filter(_ -> prefix <= address.getAddress().length * Byte.SIZE);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Whether it is written by its first address. AWS takes any of its addresses for the whole
  /// network, which can be wider than what was meant.
  public boolean isFromItsFirst() {
    return equals(fromItsFirst());
  }

  /// The same network, written by its first address.
  public Network fromItsFirst() {
    byte[] first = address.getAddress();
    for (int bit = prefix; bit < first.length * Byte.SIZE; bit++) {
      first[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    try {
      return new Network(InetAddress.getByAddress(first), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("It is as long as an address", e);
    }
  }

  @Override
  public String toString() {
    return "%s/%d".formatted(address.getHostAddress(), prefix);
  }
}
