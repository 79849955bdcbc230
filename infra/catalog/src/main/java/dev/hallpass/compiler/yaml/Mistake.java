package dev.hallpass.compiler.yaml;

import java.util.Comparator;

/// A mistake in a file of the catalogue.
///
/// @param file relative to the catalogue's folder
/// @param line counted from 1
/// @param text what is wrong, and what to do
public record Mistake(String file, int line, String text) implements Comparable<Mistake> {

  private static final Comparator<Mistake> ORDER =
      Comparator.comparing((Mistake mistake) -> !mistake.file.equals(CatalogFiles.SETTINGS))
          .thenComparing(Mistake::file)
          .thenComparingInt(Mistake::line)
          .thenComparing(Mistake::text);

  /// The settings come first, because entitlements depend on them.
  @Override
  public int compareTo(Mistake other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s:%d: %s".formatted(file, line, text);
  }
}
