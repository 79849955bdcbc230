package dev.hallpass.policy;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// IAM's patterns: `*` is any text, `?` is any one character.
public final class Glob {

  private static final char END = '\0';

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

  /// Whether a text exists that both patterns match. The cost is at most the product of the
  /// lengths.
  public static boolean overlap(String one, String other) {
    int width = other.length() + 1;
    BitSet seen = new BitSet();
    Deque<Integer> next = new ArrayDeque<>(List.of(0));
    while (!next.isEmpty()) {
      int pair = next.pop();
      if (seen.get(pair)) {
        continue;
      }
      seen.set(pair);
      char a = at(one, pair / width);
      char b = at(other, pair % width);
      if (a == END && b == END) {
        return true;
      }
      // A `*` ends here, or matches one more character of the other pattern.
      if (a == '*' || (b == '*' && a != END)) {
        next.push(pair + width);
      }
      if (b == '*' || (a == '*' && b != END)) {
        next.push(pair + 1);
      }
      if (a != END && b != END && (a == b || a == '?' || b == '?')) {
        next.push(pair + width + 1);
      }
    }
    return false;
  }

  private static char at(String pattern, int place) {
    return place < pattern.length() ? pattern.charAt(place) : END;
  }

  private static boolean matchesOne(char wide, char narrow) {
    return wide == '?' ? narrow != '*' : wide == narrow;
  }
}
