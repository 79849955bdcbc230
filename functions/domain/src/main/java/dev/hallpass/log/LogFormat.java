package dev.hallpass.log;

import dev.hallpass.identity.Sha256;

/// How the archive writes intervals and entries.
public interface LogFormat {

  /// The text of an interval. The same interval gives the same text.
  String text(Interval interval);

  /// Reads an interval.
  ///
  /// @throws IllegalArgumentException if the text has another form
  Interval interval(String text);

  /// The hash of an entry, computed from its line.
  ///
  /// @throws IllegalArgumentException if the line is not an entry
  Sha256 hash(String line);
}
