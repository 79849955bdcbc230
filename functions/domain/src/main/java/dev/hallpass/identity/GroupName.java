package dev.hallpass.identity;

import java.util.regex.Pattern;

/// The name of a group of people in IAM Identity Center.
///
/// @param value 1 to 128 letters, digits, blanks and `. _ @ + = , -`, beginning with a letter or a
///   digit
public record GroupName(String value) implements Group {

  /// What a name must be, in words for people.
  public static final String FORM_WORDS =
      "the name of a group of Identity Center, of at most 128 letters, digits, blanks and . _ @ + ="
          + " , -, such as platform-team";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@+=,-]{0,127}");

  /// @throws IllegalArgumentException if the value has another form
  public GroupName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("must be " + FORM_WORDS);
    }
  }

  @Override
  public String words() {
    return "the group " + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
