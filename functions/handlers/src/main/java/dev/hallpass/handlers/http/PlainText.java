package dev.hallpass.handlers.http;

import java.util.Optional;
import java.util.regex.Pattern;

/// The grammar of free text that people write for each other: plain text, in any language. Markup
/// is text too, because pages and mails escape it.
public final class PlainText {

  static final int MAX_LENGTH = 1000;

  // Line breaks and tabs are text. Other control characters are not. Characters that change the
  // direction of writing are refused too: they can make a sentence read as its opposite.
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Co}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n\\r\\t]]");

  private PlainText() {}

  /// The mistake in a text and what to do about it; empty if the text is good.
  public static Optional<String> mistakeIn(String text) {
    if (text.isBlank()) {
      return Optional.of("is empty; write at least one word");
    }
    if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
      return Optional.of(
          "has %d characters; write at most %d"
              .formatted(text.codePointCount(0, text.length()), MAX_LENGTH));
    }
    return UNSEEN.matcher(text).find()
        ? Optional.of("has control characters that nobody sees; leave them out")
        : Optional.empty();
  }
}
