package dev.hallpass.identity;

import java.util.regex.Pattern;

/// The name of an entitlement.
///
/// @param value lower-case words joined by hyphens, at most 64 characters
public record EntitlementId(String value) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /// @throws IllegalArgumentException if the value has another form
  public EntitlementId {
    if (value.length() > 64 || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must be lower-case words joined by hyphens, such as read-bucket-prefix");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
