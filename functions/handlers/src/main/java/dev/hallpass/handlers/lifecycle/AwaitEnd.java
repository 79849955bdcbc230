package dev.hallpass.handlers.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.workflow.Doorbells;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Hangs the doorbell at which the workflow waits while the access is open.
public final class AwaitEnd implements RequestStreamHandler {

  private final Grants grants;
  private final Doorbells doorbells;

  /// Called by Lambda, once per environment.
  public AwaitEnd() {
    this(Wiring.fromEnvironment());
  }

  public AwaitEnd(Wiring wiring) {
    this.grants = wiring.grants();
    this.doorbells = wiring.doorbells();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Task.read(event).run(context, this::await);
    Task.answerNothing(output);
  }

  private Step await(Task task) {
    History history =
        grants.run(task.grant(), new GrantCommand.HangDoorbell(task.doorbell())).history();
    if (!(Steps.next(history.state(), grants.earliestNow()) instanceof Step.AwaitEnd)) {
      // The grant ended before this wait, so nobody else would ring. If its time is up only by this
      // clock, another function would send the grant back here at once.
      doorbells.ring(task.doorbell());
    }
    return Steps.next(history.state(), grants.now());
  }
}
