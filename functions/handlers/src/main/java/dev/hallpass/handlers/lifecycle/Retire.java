package dev.hallpass.handlers.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.Ending;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.Grants;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// Brings a grant to its end, whatever state it is in, and removes its policy.
public final class Retire implements RequestStreamHandler {

  private final Grants grants;
  private final SessionPolicies policies;

  /// Called by Lambda, once per environment.
  public Retire() {
    this(Wiring.fromEnvironment());
  }

  private Retire(Wiring wiring) {
    this(wiring.grants(), wiring.sessionPolicies());
  }

  public Retire(Grants grants, SessionPolicies policies) {
    this.grants = grants;
    this.policies = policies;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Task.answer(output, Task.read(event).run(context, this::retire));
  }

  private Step retire(Task task) {
    History history = end(grants.read(task.grant()), task.failed());
    if (history.state() instanceof Ending ending) {
      policies.remove(ending.dossier().request().role().account(), history.grant());
      history = grants.run(history, new GrantCommand.NoteDeletion()).history();
    }
    return Steps.next(history.state(), grants.now());
  }

  private History end(History history, String failed) {
    return ending(history.state(), failed)
        .map(command -> grants.run(history, command).history())
        .orElse(history);
  }

  /// The command that ends a grant in this state. A step that failed ends only what it was to bring
  /// about: a grant that was settled in spite of it goes on.
  private static Optional<GrantCommand> ending(Grant grant, String failed) {
    return switch (grant) {
      case AwaitingApproval _ ->
          Optional.of(
              failed.equals("SeekApproval")
                  ? new GrantCommand.Fail(failed)
                  : new GrantCommand.Lapse());
      case Grant.Approved _ -> failing(failed);
      case Activating _ -> failing(failed).or(() -> Optional.of(new GrantCommand.End()));
      case Active _ -> Optional.of(new GrantCommand.End());
      case Grant.Unknown _, Ending _, Grant.Over _ -> Optional.empty();
    };
  }

  private static Optional<GrantCommand> failing(String failed) {
    return failed.equals("Activate")
        ? Optional.of(new GrantCommand.Fail(failed))
        : Optional.empty();
  }
}
