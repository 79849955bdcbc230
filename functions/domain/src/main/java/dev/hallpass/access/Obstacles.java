package dev.hallpass.access;

import dev.hallpass.identity.AccountId;
import java.time.Instant;
import java.util.Optional;

/// What keeps accounts from opening access, as the clean-up found it a moment ago. It opens
/// nothing: it only spares people a question about access that would not open.
public interface Obstacles {

  /// What keeps an account from opening access.
  ///
  /// @return empty if nothing does, as far as is known now
  /// @throws dev.hallpass.port.OutcomeUnknown if it could not be read
  Optional<Obstacle> in(AccountId account, Instant now);

  /// Notes what keeps an account from opening access, in the place of an earlier note.
  ///
  /// @param until from when on the note says nothing any more
  /// @throws dev.hallpass.port.OutcomeUnknown if it is unknown whether it was noted
  void note(AccountId account, Obstacle obstacle, Instant until);
}
