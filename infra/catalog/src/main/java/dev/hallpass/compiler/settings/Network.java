package dev.hallpass.compiler.settings;

import dev.hallpass.compiler.yaml.CatalogRefused;
import dev.hallpass.compiler.yaml.YamlNode;
import java.math.BigInteger;
import java.net.InetAddress;

/// A network as a CIDR block, of either version of IP.
final class Network {

  private Network() {}

  static String checked(YamlNode node) {
    String network = node.text();
    int slash = network.indexOf('/');
    byte[] address = address(node, network.substring(0, slash));
    int length = address.length * Byte.SIZE;
    int bits = Integer.parseInt(network.substring(slash + 1));
    if (bits > length) {
      throw notOne(node);
    }
    // IAM would use the block around this address, which may not be the intended one.
    if (new BigInteger(1, address).getLowestSetBit() < length - bits) {
      throw node.refused(
          "has bits set after the first %d; write the block's first address, or this one as /%d"
              .formatted(bits, length));
    }
    return network;
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
