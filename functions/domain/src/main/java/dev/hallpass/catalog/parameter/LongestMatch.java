package dev.hallpass.catalog.parameter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a text can be that a regular expression matches. What it does not know counts as the
/// most.
final class LongestMatch {

  private static final Pattern REPETITION =
      Pattern.compile("(?:[*+?]|\\{(?<least>[0-9]+)(?<open>,(?<most>[0-9]*))?\\})[?+]?");
  private static final String ONE = "dDsSwW";
  private static final String NONE = "AbBzZ";

  private final String pattern;
  private final int most;
  private int at;

  private LongestMatch(String pattern, int most) {
    this.pattern = pattern;
    this.most = most;
  }

  /// @param pattern a regular expression
  /// @param most the length of the longest text that is looked at
  static int of(String pattern, int most) {
    try {
      return new LongestMatch(pattern, most).alternatives();
    } catch (Unknown _) {
      return most;
    }
  }

  private int alternatives() {
    int longest = sequence();
    while (takes("|")) {
      longest = Math.max(longest, sequence());
    }
    return longest;
  }

  private int sequence() {
    long length = 0;
    while (at < pattern.length() && "|)".indexOf(pattern.charAt(at)) < 0) {
      length = Math.min(most, length + repeated(one()));
    }
    return (int) length;
  }

  private int one() {
    char next = pattern.charAt(at++);
    return switch (next) {
      case '(' -> group();
      case '[' -> set();
      case '\\' -> escaped();
      case '^', '$' -> 0;
      default -> 1;
    };
  }

  private int group() {
    if (takes("?") && !takes(":")) {
      throw new Unknown();
    }
    int longest = alternatives();
    at++;
    return longest;
  }

  private int set() {
    boolean _ = takes("^");
    if (takes("]")) {
      throw new Unknown();
    }
    while (!takes("]")) {
      char next = pattern.charAt(at++);
      if (next == '[' || next == '&' || (next == '\\' && escaped() != 1)) {
        throw new Unknown();
      }
    }
    return 1;
  }

  private int escaped() {
    char next = pattern.charAt(at++);
    if (NONE.indexOf(next) >= 0) {
      return 0;
    }
    if (ONE.indexOf(next) < 0 && Character.isLetterOrDigit(next)) {
      throw new Unknown();
    }
    return 1;
  }

  /// The length of something with what says how often it can be there.
  private int repeated(int one) {
    long length = one;
    Matcher repetition = REPETITION.matcher(pattern).region(at, pattern.length());
    while (repetition.lookingAt()) {
      length = Math.min(most, length * times(repetition));
      at = repetition.end();
      repetition.region(at, pattern.length());
    }
    return (int) length;
  }

  private long times(Matcher repetition) {
    if (repetition.group().startsWith("?")) {
      return 1;
    }
    String last =
        repetition.group("open") == null ? repetition.group("least") : repetition.group("most");
    return last == null || last.isEmpty() ? most : Math.min(most, Long.parseLong(last));
  }

  private boolean takes(String text) {
    boolean isNext = pattern.startsWith(text, at);
    at += isNext ? text.length() : 0;
    return isNext;
  }

  /// Thrown at a part that is not known here.
  private static final class Unknown extends RuntimeException {

    private static final long serialVersionUID = 1;
  }
}
