package dev.hallpass.workflow;

import java.time.Duration;
import java.time.Instant;

/// What the workflow has to do next for a grant, read from the ledger and from nothing else.
public sealed interface Step {

  /// Ask the approvers of the open level, and wait this long for their answers.
  record SeekApproval(Duration within) implements Step {}

  /// Make the policy that was approved.
  record Activate() implements Step {}

  /// Wait this long until the access is to begin.
  ///
  /// @param until when that is
  record AwaitStart(Duration within, Instant until) implements Step {}

  /// Let the access be used, and wait this long for its end.
  ///
  /// @param until when that is
  record AwaitEnd(Duration within, Instant until) implements Step {}

  /// Wait this long until no session of a grant that ended as planned can be left: until then its
  /// policy denies them everything.
  ///
  /// @param until when that is
  record AwaitSessions(Duration within, Instant until) implements Step {}

  /// Bring the grant to its end and remove its policy.
  record Retire() implements Step {}

  /// Ask for the review of broken glass, and wait this long for it before asking again.
  record SeekReview(Duration within) implements Step {}

  /// Nothing is left to do.
  record Done() implements Step {}
}
