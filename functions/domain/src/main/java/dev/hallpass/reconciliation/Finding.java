package dev.hallpass.reconciliation;

import dev.hallpass.port.Alarm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a pass came upon, the metric that it is counted by, and the alarm that rings for it.
enum Finding {
  /// Not everything was looked at; the next pass goes on.
  INCOMPLETE("Incomplete"),
  /// No pass looked at everything for long.
  BEHIND("Behind", Alarm.CLEAN_UP_BEHIND),
  /// A policy should not have been there, and is removed.
  REMOVED("Reaped"),
  /// A policy should not be there, could not be removed, and is late enough to alarm people.
  OUTLIVED("Outlived", Alarm.POLICY_OUTLIVED),
  /// What is there is not what the ledger tells.
  DRIFTED("Drifted", Alarm.POLICY_DRIFTED),
  /// The ledger contradicts itself about a grant, so people must look at it.
  UNEXPLAINED("Unexplained", Alarm.POLICY_UNEXPLAINED),
  /// A workflow had to be started whose start was lost.
  RESTARTED("Restarted"),
  /// A workflow had to be woken whose ring was lost.
  RUNG("Rung"),
  /// Somebody took a denial of sessions off a role, so it is put back.
  DENIAL_MISSING("SessionDenialsMissing"),
  /// A role has no room for another denial of sessions.
  FULL("SessionDenialsFull", Alarm.SESSION_DENIALS_FULL),
  /// An account takes few more managed policies.
  NEARLY_FULL("PoliciesNearlyFull", Alarm.POLICIES_NEARLY_FULL),
  /// Nobody reviewed in time why glass was broken, and nobody asks any more.
  REVIEW_LATE("ReviewsLate", Alarm.REVIEWS_LATE),
  /// Something could not be looked at, so that not everything was.
  UNSEEN("Unseen");

  private final String metric;
  private final @Nullable Alarm alarm;

  Finding(String metric) {
    this(metric, null);
  }

  Finding(String metric, @Nullable Alarm alarm) {
    this.metric = metric;
    this.alarm = alarm;
  }

  String metric() {
    return metric;
  }

  /// What rings for it; empty if nothing does.
  Optional<Alarm> alarm() {
    return Optional.ofNullable(alarm);
  }
}
