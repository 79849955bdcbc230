package dev.hallpass.audit;

/// Is told how far an audit is.
@FunctionalInterface
public interface Progress {

  /// After each interval.
  ///
  /// @param intervals how many of them are done
  /// @param of how many there are
  /// @param entries how many entries they have
  void done(long intervals, long of, long entries);
}
