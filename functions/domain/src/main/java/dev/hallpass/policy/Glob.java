package dev.hallpass.policy;

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

  private static boolean matchesOne(char wide, char narrow) {
    return wide == '?' ? narrow != '*' : wide == narrow;
  }
}
