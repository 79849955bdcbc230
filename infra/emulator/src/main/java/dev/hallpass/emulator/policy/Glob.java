package dev.hallpass.emulator.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A text with the wildcards of the policy language: any characters, or exactly one.
final class Glob {
  private static final int ANY = -1;
  private static final int ONE = -2;

  private final int[] symbols;

  /// The one text that matches, if the pattern has no wildcard.
  private final Optional<String> plain;

  private Glob(int[] symbols) {
    this.symbols = symbols;
    plain =
        hasWildcards(symbols)
            ? Optional.empty()
            : Optional.of(new String(symbols, 0, symbols.length));
  }

  private static boolean hasWildcards(int[] symbols) {
    for (int symbol : symbols) {
      if (symbol < 0) {
        return true;
      }
    }
    return false;
  }

  static Glob literal(String text) {
    return new Glob(text.codePoints().toArray());
  }

  static Glob withWildcards(String text) {
    int[] symbols = text.codePoints().toArray();
    for (int at = 0; at < symbols.length; at++) {
      symbols[at] =
          switch (symbols[at]) {
            case '*' -> ANY;
            case '?' -> ONE;
            default -> symbols[at];
          };
    }
    return new Glob(symbols);
  }

  static Glob ignoringCase(String text) {
    return withWildcards(text.toLowerCase(Locale.ROOT));
  }

  Glob then(Glob next) {
    int[] both = Arrays.copyOf(symbols, symbols.length + next.symbols.length);
    System.arraycopy(next.symbols, 0, both, symbols.length, next.symbols.length);
    return new Glob(both);
  }

  boolean matches(String text) {
    return plain.isPresent() ? plain.get().equals(text) : matchesByWildcards(text);
  }

  private boolean matchesByWildcards(String text) {
    int symbol = 0;
    int at = 0;
    int lastAny = -1;
    int retryFrom = 0;
    while (at < text.length()) {
      if (symbol < symbols.length && symbols[symbol] == ANY) {
        lastAny = symbol++;
        retryFrom = at;
      } else if (symbol < symbols.length
          && (symbols[symbol] == ONE || symbols[symbol] == text.codePointAt(at))) {
        symbol++;
        at = text.offsetByCodePoints(at, 1);
      } else if (lastAny >= 0) {
        // The last star takes one more character; earlier stars never need to, so this is
        // quadratic.
        symbol = lastAny + 1;
        retryFrom = text.offsetByCodePoints(retryFrom, 1);
        at = retryFrom;
      } else {
        return false;
      }
    }
    while (symbol < symbols.length && symbols[symbol] == ANY) {
      symbol++;
    }
    return symbol == symbols.length;
  }
}
