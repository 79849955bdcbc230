package dev.hallpass.identity;

import java.util.regex.Pattern;

/// The number of an AWS account.
///
/// @param value twelve digits
public record AccountId(String value) {

  /// The digits of each number.
  public static final int LENGTH = 12;

  private static final Pattern FORM = Pattern.compile("[0-9]{" + LENGTH + "}");

  /// @throws IllegalArgumentException if the value has another form
  public AccountId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("must be the twelve digits of an AWS account, in quotes");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
