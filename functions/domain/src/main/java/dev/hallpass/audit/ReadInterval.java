package dev.hallpass.audit;

import dev.hallpass.audit.entry.Line;
import dev.hallpass.identity.Sha256;
import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Interval;
import java.util.List;
import java.util.Optional;

/// One interval as it was read, with what is wrong with it alone.
///
/// @param digest the hash of its text
/// @param checkpoint its checkpoint, if a right key signed it for this interval
/// @param lines its lines; none if there is a flaw
/// @param flaw the first thing that is wrong with it
record ReadInterval(
    long number,
    Optional<Interval> interval,
    Sha256 digest,
    Optional<Checkpoint> checkpoint,
    List<Line> lines,
    Optional<Flaw> flaw) {

  /// Something that is wrong with an interval.
  ///
  /// @param line the place of the entry, from 1; 0 for none
  /// @param isLater whether it became so after it was signed
  record Flaw(int line, String what, String wrong, boolean isLater) {

    static Flaw signed(String what, String wrong) {
      return new Flaw(0, what, wrong, false);
    }

    static Flaw changed(String what, String wrong) {
      return new Flaw(0, what, wrong, true);
    }
  }

  static ReadInterval failed(long number, Flaw flaw) {
    return new ReadInterval(
        number, Optional.empty(), Sha256.ZERO, Optional.empty(), List.of(), Optional.of(flaw));
  }
}
