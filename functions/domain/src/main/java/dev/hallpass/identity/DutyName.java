package dev.hallpass.identity;

import java.util.regex.Pattern;

/// The name of a duty that people have for some time, such as being on call.
///
/// @param value 1 to 64 lower-case letters, digits and hyphens, beginning with a letter
public record DutyName(String value) implements Group {

  /// What a name must be, in words for people.
  public static final String FORM_WORDS =
      "the name of a duty, of at most 64 lower-case letters, digits and hyphens, such as"
          + " payments-on-call";

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  /// @throws IllegalArgumentException if the value has another form
  public DutyName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("must be " + FORM_WORDS);
    }
  }

  @Override
  public String words() {
    return "the duty " + value;
  }

  @Override
  public String toString() {
    return value;
  }
}
