package dev.hallpass.compiler.yaml;

import static java.util.stream.Collectors.joining;

import java.util.List;

/// Thrown when the catalogue has mistakes. The message has one line for each: `file:line: reason`,
/// and the reason says what to do.
public final class CatalogRefused extends RuntimeException {

  private final List<Mistake> mistakes;

  public CatalogRefused(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /// A refusal with one mistake.
  ///
  /// @param file relative to the catalogue's folder
  /// @param line counted from 1
  public CatalogRefused(String file, int line, String reason) {
    this(List.of(new Mistake(file, line, reason)));
  }

  /// The refusal of what depends on something that was refused already.
  static CatalogRefused already() {
    return new CatalogRefused(List.of());
  }

  /// All mistakes of all files, in the order of the files and their lines.
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
