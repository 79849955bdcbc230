package dev.hallpass.workflow;

import dev.hallpass.grant.Grant;
import java.time.Duration;
import java.time.Instant;

/// Finds the workflow's next step from a grant's state.
public final class Steps {

  private Steps() {}

  /// The next step of a grant in this state at this time.
  public static Step next(Grant grant, Instant now) {
    return switch (grant) {
      case Grant.Unknown _ -> new Step.Done();
      case Grant.AwaitingRule ruled ->
          new Step.SeekApproval(ruled.dossier().request().plan().firstWait());
      case Grant.AwaitingApproval open -> {
        Duration wait = open.next(now).map(then -> left(now, then)).orElseGet(open::firstWait);
        yield wait.isZero() ? new Step.Retire() : new Step.SeekApproval(wait);
      }
      case Grant.Approved approved -> next(approved, now);
      case Grant.Activating making ->
          left(now, making.plan().expiresAt()).isZero() ? new Step.Retire() : new Step.Activate();
      case Grant.Active active -> {
        Instant end = active.plan().expiresAt();
        Duration wait = left(now, end);
        yield wait.isZero() ? new Step.Retire() : new Step.AwaitEnd(wait, end);
      }
      case Grant.Ending ending ->
          ending
              .deniedByPolicyUntil(now)
              .<Step>map(until -> new Step.AwaitSessions(left(now, until), until))
              .orElseGet(Step.Retire::new);
      case Grant.Over over ->
          over.awaitsReview()
              ? new Step.SeekReview(
                  over.askAgainAt()
                      .map(then -> left(now, then))
                      .filter(Duration::isPositive)
                      .orElseGet(() -> chaseEach(over)))
              : new Step.Done();
    };
  }

  private static Duration chaseEach(Grant.Over over) {
    return over.dossier().request().plan().review().orElseThrow().chaseEach();
  }

  private static Step next(Grant.Approved approved, Instant now) {
    if (approved.isTooLate(now)) {
      return new Step.Retire();
    }
    if (!approved.dossier().isToStartAfter(now)) {
      return new Step.Activate();
    }
    Instant start = approved.dossier().request().startsAt().orElseThrow();
    return new Step.AwaitStart(left(now, start), start);
  }

  private static Duration left(Instant now, Instant end) {
    return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
  }
}
