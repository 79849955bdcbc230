package dev.hallpass.policy;

import java.util.regex.Pattern;

/// The name of one role session. It is unpredictable, so no resource policy can name the session
/// beforehand.
public record SessionName(String value) {

  private static final Pattern FORM = Pattern.compile("hallpass-[0-9a-f]{32}");

  /// @throws IllegalArgumentException if the name has another form
  public SessionName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("Not a session name of Hallpass");
    }
  }

  /// Whether a text has the form of such a name.
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
