package dev.hallpass.compiler;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A network as a CIDR block, of either version of IP.
final class Network {

  private static final Pattern FORM =
      Pattern.compile("(?<address>[0-9]+(?:\\.[0-9]+){3}|[0-9a-f:]+)/(?<bits>[0-9]{1,3})");

  private Network() {}

  static String checked(YamlNode node) {
    Matcher form = FORM.matcher(node.text());
    if (!form.matches()) {
      throw notOne(node);
    }
    byte[] address = address(node, form.group("address"));
    int length = address.length * Byte.SIZE;
    int bits = Integer.parseInt(form.group("bits"));
    if (bits > length) {
      throw notOne(node);
    }
    if (bits == 0) {
      throw node.refused(
          "is the network of all addresses, which limits nothing; name your networks, or leave"
              + " networks out");
    }
    // IAM would use the block around this address, which may not be the intended one.
    if (new BigInteger(1, address).getLowestSetBit() < length - bits) {
      throw node.refused(
          "has bits set after the first %d; write the block's first address, or this one as /%d"
              .formatted(bits, length));
    }
    return node.text();
  }

  private static byte[] address(YamlNode node, String literal) {
    try {
      return InetAddress.ofLiteral(literal).getAddress();
    } catch (IllegalArgumentException _) {
      throw notOne(node);
    }
  }

  private static CatalogRefused notOne(YamlNode node) {
    return node.refused(
        "must be a network as a CIDR block, such as 203.0.113.0/24 or 2001:db8::/32");
  }
}
