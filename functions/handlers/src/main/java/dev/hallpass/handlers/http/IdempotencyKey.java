package dev.hallpass.handlers.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The header that makes a repeated request count once.
public final class IdempotencyKey {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  private IdempotencyKey() {}

  /// The key of a call; empty if it has none.
  ///
  /// @throws Refusal if it does not have the form of a key
  public static Optional<String> of(HttpRequest call) {
    Optional<String> key = Optional.ofNullable(call.headers().get("idempotency-key"));
    if (key.isPresent() && !FORM.matcher(key.get()).matches()) {
      throw new Refusal(
          Problem.mistakes(
              List.of(
                  new Problem.Mistake(
                      "Idempotency-Key",
                      "must be 1 to 128 letters, digits and `_ . : -`; take a UUID, for example"))));
    }
    return key;
  }
}
