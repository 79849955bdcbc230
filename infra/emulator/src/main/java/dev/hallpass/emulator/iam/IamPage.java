package dev.hallpass.emulator.iam;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list that is ordered by a key. The marker holds the last key, so a deletion
/// between two pages hides nothing.
record IamPage<T>(List<T> items, boolean truncated, @Nullable String marker) {
  private static final int MOST = 1_000;
  private static final int DEFAULT = 100;

  IamPage {
    items = List.copyOf(items);
  }

  /// Cuts the requested page.
  ///
  /// @throws software.amazon.awssdk.services.iam.model.IamException when `maxItems` is not 1 to
  ///   1,000 or the marker is not one of ours
  static <T> IamPage<T> cut(
      List<T> ordered,
      Function<T, String> key,
      @Nullable String marker,
      @Nullable Integer maxItems) {
    int size = maxItems == null ? DEFAULT : maxItems;
    if (size < 1 || size > MOST) {
      throw IamErrors.validation("MaxItems must be between 1 and 1000: " + size);
    }
    String after = marker == null ? "" : decoded(marker);
    List<T> rest = ordered.stream().filter(item -> key.apply(item).compareTo(after) > 0).toList();
    boolean truncated = rest.size() > size;
    List<T> items = truncated ? rest.subList(0, size) : rest;
    return new IamPage<>(items, truncated, truncated ? encoded(key.apply(items.getLast())) : null);
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw IamErrors.invalidInput("Invalid Marker.");
    }
  }
}
