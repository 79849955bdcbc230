package dev.hallpass.handlers.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.grant.GrantEvent.DoorbellHung;
import dev.hallpass.grant.Grants;
import dev.hallpass.handlers.Retirement;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Brings a grant to its end, whatever state it is in, and removes its policy.
public final class Retire implements RequestStreamHandler {

  private final Grants grants;
  private final Retirement retirement;

  /// Called by Lambda, once per environment.
  public Retire() {
    this(Wiring.fromEnvironment());
  }

  private Retire(Wiring wiring) {
    this(wiring.grants(), wiring.sessionPolicies());
  }

  public Retire(Grants grants, SessionPolicies policies) {
    this.grants = grants;
    this.retirement = new Retirement(grants, policies);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Task.answer(output, Task.read(event).run(context, this::retire));
  }

  private Step retire(Task task) {
    History before = grants.read(task.grant());
    String failed = isOfAnEarlierLevel(before, task.failed()) ? "" : task.failed();
    History history = retirement.retire(before, failed).history();
    return Steps.next(history.state(), grants.now());
  }

  /// Whether the step that failed was to ask a level that was settled meanwhile: the one that is
  /// open now has not been asked yet, so it did not fail.
  private static boolean isOfAnEarlierLevel(History history, String failed) {
    return failed.equals("SeekApproval")
        && history.entries().reversed().stream()
            .map(Entry::event)
            .filter(event -> event instanceof DoorbellHung || event instanceof Approved)
            .findFirst()
            .filter(Approved.class::isInstance)
            .isPresent();
  }
}
