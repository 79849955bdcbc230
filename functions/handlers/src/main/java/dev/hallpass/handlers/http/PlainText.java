package dev.hallpass.handlers.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// The grammar of what people write to each other: plain text, in any language.
public final class PlainText {

  static final int MAX_LENGTH = 1000;

  // Line breaks and tabs are text. Other control characters are not, nor is what turns the
  // direction of writing around, which can make a sentence read as its opposite.
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\r\\t]]");

  private static final Pattern TAG = Pattern.compile("<[/!?A-Za-z]");

  private PlainText() {}

  /// What is wrong with a text, with what to do; empty if nothing is.
  public static Optional<String> mistakeIn(String text) {
    if (text.isBlank()) {
      return Optional.of("must say something");
    }
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      return Optional.of("must be at most %d characters long".formatted(MAX_LENGTH));
    }
    if (UNSEEN.matcher(text).find()) {
      return Optional.of("must not hold control characters; leave them out");
    }
    return TAG.matcher(text).find()
        ? Optional.of("must be plain text; leave the HTML tags out")
        : Optional.empty();
  }
}
