package dev.hallpass.local.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/// The answer to a request.
///
/// @param headers all values by name; the server adds the length
public record HttpReply(int status, Map<String, List<String>> headers, SdkBytes body) {

  public HttpReply {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(copy);
  }

  /// A text of some media type.
  public static HttpReply text(int status, String mediaType, String text) {
    return new HttpReply(
        status, Map.of("Content-Type", List.of(mediaType)), SdkBytes.fromUtf8String(text));
  }

  /// This answer with one more header.
  public HttpReply with(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(headers);
    more.put(name, List.of(value));
    return new HttpReply(status, more, body);
  }
}
