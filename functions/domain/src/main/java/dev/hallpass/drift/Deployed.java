package dev.hallpass.drift;

import java.util.List;

/// The deployed system, compared with the template that it was deployed from. It is only read:
/// people repair the differences.
@FunctionalInterface
public interface Deployed {

  /// All differences between the system and its template, and everything that could not be
  /// determined. A part that could not be read is among the latter; it does not throw an exception.
  List<Difference> differences();
}
