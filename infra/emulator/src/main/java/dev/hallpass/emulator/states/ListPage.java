package dev.hallpass.emulator.states;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;

/// A page of a list, with the token of the next page.
record ListPage<T>(List<T> items, Optional<String> nextToken) {
  private static final int MOST = 1_000;
  private static final int DEFAULT = 100;

  /// The page of a token, or the first page.
  ///
  /// @throws InvalidTokenException if the token is not one from here
  static <T> ListPage<T> of(List<T> all, @Nullable String token, @Nullable Integer maxResults) {
    int size = maxResults == null || maxResults == 0 ? DEFAULT : Math.min(maxResults, MOST);
    int from = token == null ? 0 : from(token, all.size());
    int to = Math.min(all.size(), from + size);
    return new ListPage<>(
        List.copyOf(all.subList(from, to)),
        to < all.size() ? Optional.of("from-" + to) : Optional.empty());
  }

  private static int from(String token, int size) {
    if (token.matches("from-\\d{1,9}")) {
      int from = Integer.parseInt(token.substring(5));
      if (from <= size) {
        return from;
      }
    }
    throw InvalidTokenException.builder().message("Invalid Token: '" + token + "'").build();
  }
}
