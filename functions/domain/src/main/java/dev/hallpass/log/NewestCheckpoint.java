package dev.hallpass.log;

import java.util.Optional;

/// What tells the newest checkpoint, so that people who keep mails and answers are witnesses of it.
@FunctionalInterface
public interface NewestCheckpoint {

  /// The newest checkpoint; empty before the first one, and if the archive does not answer at once.
  /// Nobody waits for it.
  Optional<Checkpoint> newest();
}
