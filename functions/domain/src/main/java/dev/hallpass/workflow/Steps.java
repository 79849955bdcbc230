package dev.hallpass.workflow;

import dev.hallpass.grant.Grant;
import java.time.Duration;
import java.time.Instant;

/// The way from a grant's state to the workflow's next step.
public final class Steps {

  private Steps() {}

  /// What to do next with a grant in this state at this time.
  public static Step next(Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Unknown _ -> new Step.Done();
      case Grant.AwaitingApproval open -> {
        Duration wait = open.answerBy().map(end -> left(now, end)).orElseGet(open::within);
        yield wait.isZero() ? new Step.Retire() : new Step.SeekApproval(wait);
      }
      case Grant.Approved _ -> new Step.Activate();
      case Grant.Activating making ->
          left(now, making.plan().expiresAt()).isZero() ? new Step.Retire() : new Step.Activate();
      case Grant.Active active -> {
        Instant end = active.plan().expiresAt();
        Duration wait = left(now, end);
        yield wait.isZero() ? new Step.Retire() : new Step.AwaitEnd(wait, end);
      }
      case Grant.Ending _ -> new Step.Retire();
      case Grant.Over _ -> new Step.Done();
    };
  }

  private static Duration left(Instant now, Instant end) {
    return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
  }
}
