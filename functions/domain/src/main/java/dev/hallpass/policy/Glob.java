package dev.hallpass.policy;

import java.util.BitSet;
import java.util.Locale;

/// IAM's patterns: `*` is any text, `?` is any one character.
public final class Glob {

  private Glob() {}

  /// Whether a wide pattern matches everything that a narrow one matches. Only a wildcard of the
  /// wide pattern can match a wildcard of the narrow one. So the answer may be no where a cleverer
  /// proof finds yes, but never the other way round.
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

  /// The same for actions, without regard to case.
  public static boolean coversIgnoringCase(String wide, String narrow) {
    return covers(wide.toLowerCase(Locale.ROOT), narrow.toLowerCase(Locale.ROOT));
  }

  /// Whether a text exists that both patterns match, without regard to case.
  public static boolean overlapIgnoringCase(String one, String other) {
    return overlap(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }

  /// Whether a text exists that both patterns match.
  public static boolean overlap(String one, String other) {
    return new Two(one, other, new BitSet()).overlapFrom(0, 0);
  }

  private static boolean matchesOne(char wide, char narrow) {
    return wide == '?' ? narrow != '*' : wide == narrow;
  }

  /// A walk through two patterns at once.
  ///
  /// @param tried the pairs of places without a match, so that the cost is at most the product of
  ///   the lengths
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
