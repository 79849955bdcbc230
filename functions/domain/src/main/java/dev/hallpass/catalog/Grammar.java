package dev.hallpass.catalog;

import java.util.regex.Pattern;

/// A grammar for the values of a parameter: an anchored list of allowed characters. No grammar
/// allows a wildcard, a brace, a dollar sign, a quote, a comma, a control character or a character
/// outside ASCII, because each of these could change the meaning of a policy.
public enum Grammar {
  /// One word, such as a name or a number.
  NAME("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}", "letters, digits, `_`, `.` and `-`"),
  /// One key, such as a customer's or a partition's, with the usual separators of keys.
  KEY(
      "[A-Za-z0-9_](?:[A-Za-z0-9_.:#|@/=+-]{0,254}[A-Za-z0-9_])?",
      "letters, digits and `_ . : # | @ / = + -`, with a letter, a digit or `_` at both ends"),
  /// A path of an object store: segments joined by single slashes, without a slash at either end.
  PATH(
      "(?!.*(?:^|/)\\.{1,2}(?:/|$))" + Grammar.SEGMENT + "(?:/" + Grammar.SEGMENT + ")*",
      "segments of letters, digits, inner blanks and `_ . - = + @ : ! ( ) ~ #` joined by single"
          + " slashes, with no slash at either end"),
  /// A CloudWatch log group.
  LOG_GROUP("[A-Za-z0-9_./#-]{1,512}", "letters, digits and `_ . / # -`");

  private static final String SEGMENT =
      "[A-Za-z0-9_.=+@:!()~#-](?:[A-Za-z0-9_.=+@:!()~# -]*[A-Za-z0-9_.=+@:!()~#-])?";

  private static final int MAX_LENGTH = 512;

  private final Pattern pattern;
  private final String words;

  Grammar(String pattern, String words) {
    this.pattern = Pattern.compile(pattern);
    this.words = words;
  }

  /// Whether a value follows the grammar.
  public boolean allows(String value) {
    return value.length() <= MAX_LENGTH && pattern.matcher(value).matches();
  }

  /// The allowed characters, in words for people.
  public String words() {
    return words;
  }
}
