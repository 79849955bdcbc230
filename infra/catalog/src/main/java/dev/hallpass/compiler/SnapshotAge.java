package dev.hallpass.compiler;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// How old the snapshot of AWS's reference is.
final class SnapshotAge {

  private static final int OLD = 180;

  private SnapshotAge() {}

  /// The warning that it is old, with a way out.
  ///
  /// @param snapshot the day of the snapshot
  static Optional<String> warning(LocalDate snapshot, InstantSource clock) {
    long days = DAYS.between(snapshot, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    return days <= OLD
        ? Optional.empty()
        : Optional.of(
            "Warning: the snapshot of AWS's reference is of %s, %d days ago. What AWS added since is refused, or its risk is not known; renew the snapshot as infra/reference/NOTICE.md says, and read what changed."
                .formatted(snapshot, days));
  }
}
