package dev.hallpass.catalog;

import java.util.regex.Pattern;

/// A grammar for the values of a parameter: an anchored list of allowed characters. No grammar
/// allows a wildcard, a brace, a dollar sign, a quote, a comma, a control character or a character
/// outside ASCII, because each of these could change the meaning of a policy.
public enum Grammar {
  /// One word, such as a name or a number.
  NAME(128, "[A-Za-z0-9][A-Za-z0-9_.-]*", "letters, digits, `_`, `.` and `-`"),
  /// One key, such as a customer's or a partition's, with the usual separators of keys.
  KEY(
      256,
      "[A-Za-z0-9_](?:[A-Za-z0-9_.:#|@/=+-]*[A-Za-z0-9_])?",
      "letters, digits and `_ . : # | @ / = + -`, with a letter, a digit or `_` at both ends"),
  /// A path of an object store: segments joined by single slashes, without a slash at either end.
  PATH(
      512,
      "(?!.*(?:^|/)\\.{1,2}(?:/|$))" + Grammar.SEGMENT + "(?:/" + Grammar.SEGMENT + ")*",
      "segments of letters, digits, inner blanks and `_ . - = + @ : ! ( ) ~ #` joined by single"
          + " slashes, with no slash at either end"),
  /// A CloudWatch log group.
  LOG_GROUP(512, "[A-Za-z0-9_./#-]+", "letters, digits and `_ . / # -`");

  private static final String SEGMENT =
      "[A-Za-z0-9_.=+@:!()~#-](?:[A-Za-z0-9_.=+@:!()~# -]*[A-Za-z0-9_.=+@:!()~#-])?";

  private final int longest;
  private final Pattern pattern;
  private final String words;

  Grammar(int longest, String pattern, String words) {
    this.longest = longest;
    this.pattern = Pattern.compile(pattern);
    this.words = words;
  }

  /// Whether a value follows the grammar.
  public boolean allows(String value) {
    return value.length() <= longest && pattern.matcher(value).matches();
  }

  /// A value of the greatest length.
  public String longest() {
    return "a".repeat(longest);
  }

  /// The allowed characters, in words for people.
  public String words() {
    return words;
  }
}
