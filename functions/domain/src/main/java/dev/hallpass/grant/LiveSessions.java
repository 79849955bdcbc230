package dev.hallpass.grant;

import java.time.Instant;
import java.util.Optional;

/// The sessions of a grant that may still live, and whether they are shut out.
///
/// @param until when the last of them is over; empty if none was ever announced
/// @param revoked whether a policy on the role denies them everything
/// @param lifted whether that policy is gone again
public record LiveSessions(Optional<Instant> until, boolean revoked, boolean lifted) {

  static final LiveSessions NONE = new LiveSessions(Optional.empty(), false, false);

  /// Whether some may live that nothing shuts out.
  public boolean areToBeRevoked(Instant now) {
    return !revoked && until.filter(now::isBefore).isPresent();
  }

  /// Whether they are shut out and some may live.
  public boolean areShutOut(Instant now) {
    return revoked && !lifted && until.filter(now::isBefore).isPresent();
  }

  /// Whether they are shut out although none lives any more.
  public boolean areToBeLifted(Instant now) {
    return revoked && !lifted && until.filter(now::isBefore).isEmpty();
  }

  LiveSessions with(Instant end) {
    Instant last = until.filter(end::isBefore).orElse(end);
    return new LiveSessions(Optional.of(last), revoked, lifted);
  }

  LiveSessions revokedNow() {
    return new LiveSessions(until, true, lifted);
  }

  LiveSessions liftedNow() {
    return new LiveSessions(until, revoked, true);
  }
}
