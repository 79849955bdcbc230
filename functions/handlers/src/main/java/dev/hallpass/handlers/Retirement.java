package dev.hallpass.handlers;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.SessionPolicies;
import java.util.Optional;

/// The way of a grant to its end: the end is recorded, then its policy is removed, then that is
/// recorded. Whoever goes it, however often and beside whomever, goes the same way.
public final class Retirement {

  private final Grants grants;
  private final SessionPolicies policies;

  public Retirement(Grants grants, SessionPolicies policies) {
    this.grants = grants;
    this.policies = policies;
  }

  /// Brings a grant as far to its end as its state and the time allow.
  ///
  /// @param history read a moment ago
  /// @param failed the step that failed for good; empty if none did
  /// @throws dev.hallpass.workflow.OutcomeUnknown if it could not be told how far it came
  public Retired retire(History history, String failed) {
    History ended =
        ending(history.state(), failed)
            .map(command -> grants.run(history, command).history())
            .orElse(history);
    if (!(ended.state() instanceof Ending ending)) {
      return new Retired(ended, false);
    }
    boolean removed = policies.remove(ending.account(), ended.grant());
    return new Retired(grants.run(ended, new GrantCommand.NoteDeletion()).history(), removed);
  }

  /// The command that ends a grant in this state. A step that failed ends only what it was to bring
  /// about: a grant that was settled in spite of it goes on.
  private static Optional<GrantCommand> ending(Grant grant, String failed) {
    return switch (grant) {
      case AwaitingRule _ -> failing(failed, "SeekApproval");
      case AwaitingApproval _ ->
          Optional.of(
              failed.equals("SeekApproval")
                  ? new GrantCommand.Fail(failed)
                  : new GrantCommand.Lapse());
      case Grant.Approved _ -> failing(failed, "Activate");
      case Activating _ ->
          failing(failed, "Activate").or(() -> Optional.of(new GrantCommand.End()));
      case Active _ -> Optional.of(new GrantCommand.End());
      case Grant.Unknown _, Ending _, Grant.Over _ -> Optional.empty();
    };
  }

  private static Optional<GrantCommand> failing(String failed, String step) {
    return failed.equals(step) ? Optional.of(new GrantCommand.Fail(failed)) : Optional.empty();
  }

  /// How far a grant came.
  ///
  /// @param removed whether its policy was there and is removed now
  public record Retired(History history, boolean removed) {}
}
