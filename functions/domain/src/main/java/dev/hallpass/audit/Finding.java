package dev.hallpass.audit;

import dev.hallpass.log.Checkpoint;
import java.util.Comparator;
import java.util.Optional;

/// One thing that is wrong with a log.
///
/// @param interval the number of the interval, or the one behind the newest if it is about the
///   whole log
/// @param line the place of the entry in the interval, from 1; 0 if it is about no single entry
/// @param what the entry or the object
/// @param wrong what is wrong with it
/// @param lastGood the last checkpoint that was signed while this was right, as far as is known
/// @param firstBad the first checkpoint that was signed when this was wrong; empty if it became
///   wrong after it was signed
public record Finding(
    long interval,
    int line,
    String what,
    String wrong,
    Optional<Checkpoint> lastGood,
    Optional<Checkpoint> firstBad) {

  /// The order of the log.
  static final Comparator<Finding> ORDER =
      Comparator.comparingLong(Finding::interval).thenComparingInt(Finding::line);
}
