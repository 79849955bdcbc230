package dev.hallpass.reconciliation;

/// What a pass came upon, and the metric that it is counted by.
enum Finding {
  /// Everything was looked at. An alarm rings when no pass finds that.
  ALL_SEEN("Passes"),
  /// A policy should not have been there, and is removed.
  REMOVED("Reaped"),
  /// A policy should not be there, could not be removed, and is late enough to alarm people.
  OUTLIVED("Outlived"),
  /// What is there is not what the ledger tells.
  DRIFTED("Drifted"),
  /// The ledger contradicts itself about a grant, so people must look at it.
  UNEXPLAINED("Unexplained"),
  /// A workflow had to be started whose start was lost.
  RESTARTED("Restarted"),
  /// A workflow had to be woken whose ring was lost.
  RUNG("Rung"),
  /// Somebody took a denial of sessions off a role, so it is put back.
  DENIAL_MISSING("SessionDenialsMissing"),
  /// A role has no room for another denial of sessions.
  FULL("SessionDenialsFull"),
  /// An account takes few more managed policies.
  NEARLY_FULL("PoliciesNearlyFull"),
  /// Nobody reviewed in time why glass was broken, and nobody asks any more.
  REVIEW_LATE("ReviewsLate"),
  /// Something could not be looked at, so that not everything was.
  UNSEEN("Unseen");

  private final String metric;

  Finding(String metric) {
    this.metric = metric;
  }

  String metric() {
    return metric;
  }
}
