package dev.hallpass.audit;

import dev.hallpass.log.Checkpoint;
import dev.hallpass.log.Hash;
import java.util.Optional;

/// What a witness kept of a log: its size and its root at one time. A log that has another root at
/// that size is another log.
///
/// @param checkpoint the whole checkpoint, if the witness kept it
public record Seen(long size, Hash root, Optional<Checkpoint> checkpoint) {

  /// What a whole checkpoint says.
  public static Seen of(Checkpoint checkpoint) {
    return new Seen(checkpoint.size(), checkpoint.root(), Optional.of(checkpoint));
  }
}
