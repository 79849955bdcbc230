package dev.hallpass.workflow;

import java.time.Duration;
import java.time.Instant;

/// The workflow's next step for a grant. Only the ledger decides it.
public sealed interface Step {

  /// Ask the approvers of the open level, and wait this long for their answers.
  record SeekApproval(Duration within) implements Step {}

  /// Create the approved policy.
  record Activate() implements Step {}

  /// Wait this long for the begin of the access.
  ///
  /// @param until the begin of the access
  record AwaitStart(Duration within, Instant until) implements Step {}

  /// Let the requester use the access, and wait this long for its end.
  ///
  /// @param until the end of the access
  record AwaitEnd(Duration within, Instant until) implements Step {}

  /// Wait this long until no session of a grant that ended as planned can be left: until then its
  /// policy denies them everything.
  ///
  /// @param until when that is
  record AwaitSessions(Duration within, Instant until) implements Step {}

  /// Bring the grant to its end and remove its policy.
  record Retire() implements Step {}

  /// Ask for the review of the access, and wait this long before asking again.
  record SeekReview(Duration within) implements Step {}

  /// The grant needs no more steps.
  record Done() implements Step {}
}
