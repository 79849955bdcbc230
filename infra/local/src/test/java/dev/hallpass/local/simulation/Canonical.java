package dev.hallpass.local.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The hash of an entry as an auditor computes it from the ledger's description alone.
public final class Canonical {

  private Canonical() {}

  /// The SHA-256 of the RFC 8785 form of an item's hashed members.
  static String hash(Map<String, AttributeValue> item) {
    SortedMap<String, String> members = new TreeMap<>();
    for (String name :
        new String[] {"grant", "type", "at", "actor", "event", "previous", "build"}) {
      members.put(name, quoted(ScannedItems.text(item, name)));
    }
    members.put("sequence", ScannedItems.number(item, "sequence"));
    StringBuilder text = new StringBuilder();
    members.forEach((name, value) ->
        text.append(text.isEmpty() ? '{' : ',').append(quoted(name)).append(':').append(value));
    return sha256(text.append('}').toString());
  }

  /// Lower-case hex.
  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      switch (one) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (one < ' ') {
            quoted.append("\\u%04x".formatted((int) one));
          } else {
            quoted.append(one);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
