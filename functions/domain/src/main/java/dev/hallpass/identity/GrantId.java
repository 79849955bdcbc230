package dev.hallpass.identity;

import java.util.regex.Pattern;

/// The id of one grant, for its entries in the ledger, its workflow and its policy.
///
/// @param value `grant-` and 32 lower-case hexadecimal digits
public record GrantId(String value) {

  private static final Pattern FORM = Pattern.compile("grant-[0-9a-f]{32}");

  /// @throws IllegalArgumentException if the value has another form
  public GrantId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a grant id");
    }
  }

  /// Whether a text has the form of a grant id.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  /// The grant of a person's idempotency key: the same key gives the same grant.
  public static GrantId of(Person requester, String idempotencyKey) {
    // No e-mail address has this separator, so no two pairs give the same text.
    String hex = Sha256.of(requester.email() + '\n' + idempotencyKey).hex();
    return new GrantId("grant-" + hex.substring(0, 32));
  }

  @Override
  public String toString() {
    return value;
  }
}
