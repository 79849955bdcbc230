package dev.hallpass.handlers.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent.Approved;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.Alarm;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.reconciliation.Retirement;
import dev.hallpass.reconciliation.Retirement.NoRoom;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// Ends a grant in any state, denies its sessions everything and deletes its policy.
public final class Retire implements RequestStreamHandler {

  private static final Duration ALARMING = Duration.ofMinutes(2);
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final Grants grants;
  private final Retirement retirement;
  private final Supplier<List<AccountId>> accounts;

  /// Called by Lambda, once per environment.
  public Retire() {
    this(Wiring.fromEnvironment());
  }

  public Retire(Wiring wiring) {
    this.grants = wiring.grants();
    this.retirement =
        new Retirement(
            grants,
            wiring.sessionPolicies(),
            wiring.sessionDenials(),
            wiring.shells(),
            Ender.WORKFLOW,
            wiring.telemetry());
    this.accounts = wiring::accounts;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Task.answer(output, Task.read(event).run(context, this::retire));
  }

  private Step retire(Task task) {
    try {
      return retireRecorded(task);
    } catch (CorruptLedger corrupt) {
      retirement.endBroken(accounts.get(), task.grant());
      throw corrupt;
    }
  }

  private Step retireRecorded(Task task) {
    History before = read(task.grant());
    String failed = isOfAnEarlierLevel(before, task.failed()) ? "" : task.failed();
    try {
      return next(retirement.retire(before, failed).history().state());
    } catch (OutcomeUnknown | NoRoom failure) {
      countLate(before);
      throw failure;
    }
  }

  /// The next step. Creating a policy comes after a short wait: another clock may see that the time
  /// is up, and would send the grant back at once.
  private Step next(Grant grant) {
    Instant now = grants.now();
    Step next = Steps.next(grant, now);
    boolean isSentBack = Steps.next(grant, grants.latestNow()) instanceof Step.Retire;
    return next instanceof Step.Activate && isSentBack
        ? new Step.AwaitStart(A_MOMENT, now.plus(A_MOMENT))
        : next;
  }

  private History read(GrantId grant) {
    try {
      return grants.read(grant);
    } catch (OutcomeUnknown silent) {
      if (retirement.endUnrecorded(accounts.get(), grant)) {
        Log.failure(
            grant, "The policy was deleted, and the ledger did not record the end yet", silent);
      }
      throw silent;
    }
  }

  /// An alarm rings for this. The workflow still tries again.
  private void countLate(History history) {
    if (history.end().filter(end -> !grants.now().isBefore(end.plus(ALARMING))).isPresent()) {
      Metrics.ring(grants.now(), Alarm.ENDS_LATE);
    }
  }

  /// Whether the failed step was to ask a level that is settled by now. The level that is open now
  /// has not been asked yet, so it did not fail.
  private static boolean isOfAnEarlierLevel(History history, String failed) {
    return failed.equals("SeekApproval")
        && history.entries().reversed().stream()
            .map(Entry::event)
            .filter(event -> event.hung().isPresent() || event instanceof Approved)
            .findFirst()
            .filter(Approved.class::isInstance)
            .isPresent();
  }
}
