package dev.hallpass.cli.command.call;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds what a person meant who mistyped a name.
final class Nearest {

  private Nearest() {}

  /// The name that is nearest to a text; empty if none is near.
  static Optional<String> to(String text, List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(text, name)))
        .filter(name -> distance(text, name) <= Math.max(2, name.length() / 2));
  }

  /// How many letters are to be added, taken out or changed (source: V. Levenshtein, 1965).
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int column = 0; column <= b.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= a.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= b.length(); column++) {
        int changed = diagonal + (a.charAt(line - 1) == b.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[b.length()];
  }
}
