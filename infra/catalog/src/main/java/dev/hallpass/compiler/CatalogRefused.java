package dev.hallpass.compiler;

/// Thrown when the catalogue has a mistake. The message is `file:line: reason`, and the reason says
/// what to do.
public final class CatalogRefused extends RuntimeException {

  /// @param file relative to the catalogue's folder
  /// @param line counted from 1
  CatalogRefused(String file, int line, String reason) {
    super("%s:%d: %s".formatted(file, line, reason));
  }
}
