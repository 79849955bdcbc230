package dev.hallpass.policy;

import java.util.BitSet;
import java.util.Locale;

/// IAM's patterns: `*` is any text, `?` any one character.
public final class Glob {

  private Glob() {}

  /// Whether everything that a narrow pattern matches is matched by a wide one. The narrow
  /// pattern's own wildcards are taken as characters that only a wildcard at least as wide can
  /// match, so the answer may be no where a cleverer proof would find yes, never the other way.
  public static boolean covers(String wide, String narrow) {
    int w = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < narrow.length()) {
      if (w < wide.length() && wide.charAt(w) == '*') {
        star = w++;
        resume = n;
      } else if (w < wide.length() && matchesOne(wide.charAt(w), narrow.charAt(n))) {
        w++;
        n++;
      } else if (star >= 0) {
        w = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (w < wide.length() && wide.charAt(w) == '*') {
      w++;
    }
    return w == wide.length();
  }

  /// The same for actions, in which case does not count.
  public static boolean coversIgnoringCase(String wide, String narrow) {
    return covers(wide.toLowerCase(Locale.ROOT), narrow.toLowerCase(Locale.ROOT));
  }

  /// Whether there is a text that both patterns match, where case does not count.
  public static boolean overlapIgnoringCase(String one, String other) {
    return overlap(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }

  /// Whether there is a text that both patterns match.
  public static boolean overlap(String one, String other) {
    return new Two(one, other, new BitSet()).overlapFrom(0, 0);
  }

  private static boolean matchesOne(char wide, char narrow) {
    return wide == '?' ? narrow != '*' : wide == narrow;
  }

  /// Two patterns, walked through side by side.
  ///
  /// @param tried the pairs of places that lead nowhere, so that many wildcards cost no more than
  ///   the product of the lengths
  private record Two(String one, String other, BitSet tried) {

    private static final char END = '\0';

    boolean overlapFrom(int first, int second) {
      int pair = first * (other.length() + 1) + second;
      if (tried.get(pair)) {
        return false;
      }
      tried.set(pair);
      char a = at(one, first);
      char b = at(other, second);
      if (a == '*') {
        return overlapFrom(first + 1, second) || (b != END && overlapFrom(first, second + 1));
      }
      if (b == '*') {
        return overlapFrom(first, second + 1) || (a != END && overlapFrom(first + 1, second));
      }
      if (a == END || b == END) {
        return a == b;
      }
      return (a == b || a == '?' || b == '?') && overlapFrom(first + 1, second + 1);
    }

    private static char at(String pattern, int place) {
      return place < pattern.length() ? pattern.charAt(place) : END;
    }
  }
}
