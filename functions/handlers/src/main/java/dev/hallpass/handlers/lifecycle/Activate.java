package dev.hallpass.handlers.lifecycle;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.access.ManagedPolicies;
import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.SessionPolicies.QuotaReached;
import dev.hallpass.adapters.json.PolicyJson;
import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.grant.Dossier;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Activating;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.PolicyPlanned;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.handlers.AuthorityCheck;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.PolicyArn;
import dev.hallpass.port.Alarm;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Creates the approved policy, if the ledger says that it is approved, and the seals and the
/// deployed catalogue bear that out. The answer names the workflow's next step.
public final class Activate implements RequestStreamHandler {

  private static final Duration ROOM_WITHIN = Duration.ofMinutes(1);

  private final Grants grants;
  private final SessionPolicies policies;
  private final ManagedPolicies managed;
  private final AuthorityCheck check;

  /// Called by Lambda, once per environment.
  public Activate() {
    this(Wiring.fromEnvironment());
  }

  public Activate(Wiring wiring) {
    this.grants = wiring.grants();
    this.policies = wiring.sessionPolicies();
    this.managed = wiring.managedPolicies();
    this.check = new AuthorityCheck(wiring.authority(wiring.catalog()), grants);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Task.answer(output, Task.read(event).run(context, this::activate));
  }

  private Step activate(Task task) {
    History history = refusedIfDoubtful(grants.read(task.grant()));
    if (history.state() instanceof Grant.Approved approved
        && Steps.next(approved, grants.now()) instanceof Step.Activate) {
      history = planUnlessGivenUp(history, approved.dossier());
    }
    if (history.state() instanceof Activating making
        && Steps.next(making, grants.now()) instanceof Step.Activate) {
      history = make(history, making);
    }
    return Steps.next(history.state(), grants.now());
  }

  private History refusedIfDoubtful(History history) {
    boolean isToOpen = Steps.next(history.state(), grants.now()) instanceof Step.Activate;
    return isToOpen && isRefused(history) ? grants.read(history.grant()) : history;
  }

  private boolean isRefused(History history) {
    if (check.refuse(history).isPresent()) {
      return true;
    }
    boolean isChanged = isChanged(history.known().dossier().request());
    if (isChanged) {
      check.refuse(history, Doubt.MANAGED_POLICY_CHANGED);
    }
    return isChanged;
  }

  /// Whether a policy of the account, on which the grant relies, is another one than people
  /// reviewed. Only AWS changes its own, and the check for drift tells of that.
  private boolean isChanged(Requested request) {
    return request.policy().managed().stream()
        .filter(one -> one.arn().account().isPresent())
        .anyMatch(one -> !managed.isAsReviewed(request.role().account(), one));
  }

  private History planUnlessGivenUp(History history, Dossier dossier) {
    Optional<GrantId> predecessor = dossier.request().extensionOf();
    if (predecessor.isPresent()) {
      Grant state = grants.read(predecessor.get()).state();
      Run run = grants.run(history, new GrantCommand.GiveUpExtension(state));
      if (run.isAccepted()) {
        return run.history();
      }
    }
    return plan(history, dossier);
  }

  private History plan(History history, Dossier dossier) {
    // The end is fixed here once; a retry reads it from the entry. IAM compares whole seconds.
    Instant expiresAt = dossier.end(grants.now()).truncatedTo(ChronoUnit.SECONDS);
    Policy policy = dossier.request().policy().ofGrant(history.grant(), expiresAt);
    Run run =
        grants.run(
            history, new GrantCommand.PlanPolicy(policy, PolicyJson.hash(policy), expiresAt));
    // Another writer was faster, and it may not have been this function.
    return run.isAccepted() ? run.history() : refusedIfDoubtful(run.history());
  }

  private History make(History history, Activating making) {
    Requested request = making.dossier().request();
    if (request.plan() instanceof ApprovalPlan.BreakGlass) {
      // Before the effect, and by this function itself: the ledger's stream may be late or dead.
      Metrics.ring(grants.now(), Alarm.GLASS_BROKEN);
    }
    try {
      PolicyArn arn =
          policies.make(
              new SessionPolicies.Order(
                  making.account(),
                  history.grant(),
                  request.requester(),
                  request.entitlement(),
                  making.plan().policy(),
                  making.plan().expiresAt()));
      return grants.run(history, new GrantCommand.Activate(arn)).history();
    } catch (QuotaReached full) {
      return refusedIfItLasts(history, full);
    }
  }

  /// Policies of grants that end make room, so the workflow tries again for a while.
  private History refusedIfItLasts(History history, QuotaReached full) {
    Instant since = history.last(PolicyPlanned.class).orElseThrow();
    if (grants.now().isBefore(since.plus(ROOM_WITHIN))) {
      throw full;
    }
    Log.failure(history.grant(), full.toString(), full);
    return grants.run(history, new GrantCommand.Refuse(Doubt.POLICY_QUOTA_REACHED)).history();
  }
}
