package dev.hallpass.reconciliation;

import dev.hallpass.port.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which findings rang. What lasts rings once for each place: alarms share a bell, and one that
/// rings without end would hide the others. What comes back after it was gone for long rings anew.
final class Rings {

  // Longer than the times between two looks at the same: half an hour at a policy, an hour at the
  // room of an account.
  private static final Duration GONE = Duration.ofMinutes(70);

  private final Map<Finding, Map<Object, Instant>> lastFound = new HashMap<>();

  /// Rings for what a pass came upon and did not ring yet.
  void ring(Pass pass, Instant now) {
    for (Finding finding : Finding.values()) {
      finding.alarm().ifPresent(alarm -> ring(finding, alarm, pass, now));
    }
  }

  private void ring(Finding finding, Alarm alarm, Pass pass, Instant now) {
    Map<Object, Instant> last = lastFound.computeIfAbsent(finding, _ -> new HashMap<>());
    last.values().removeIf(found -> !now.isBefore(found.plus(GONE)));
    boolean isNew = false;
    for (Object where : pass.where(finding)) {
      isNew |= Optional.ofNullable(last.put(where, now)).isEmpty();
    }
    if (isNew) {
      pass.log().ring(now, alarm);
    }
  }
}
