package dev.hallpass.handlers.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Active;
import dev.hallpass.grant.Grant.AwaitingApproval;
import dev.hallpass.grant.Grant.AwaitingRule;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Grants;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Retirement;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.ledger.CorruptLedger;
import dev.hallpass.ledger.History;
import dev.hallpass.policy.AccountId;
import dev.hallpass.policy.Revocations;
import dev.hallpass.policy.SessionPolicies;
import dev.hallpass.workflow.OutcomeUnknown;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The reaper: compares the policies that are there with the ledger and ends what should not be
/// there, whatever became of the workflows. Each minute it looks at all of them, and at one grant
/// when its workflow stops before its end. On the way it notes which grants end soon.
public final class Reap implements RequestStreamHandler {

  // Source: AWS Step Functions, events of execution status changes.
  private static final Set<String> STOPPED = Set.of("ABORTED", "FAILED", "TIMED_OUT");
  private static final Duration ALARMING = Duration.ofMinutes(5);

  private final Grants grants;
  private final SessionPolicies policies;
  private final Retirement retirement;
  private final Retirement afterStop;
  private final List<AccountId> accounts;

  /// Called by Lambda, once per environment.
  public Reap() {
    this(Wiring.fromEnvironment());
  }

  private Reap(Wiring wiring) {
    this(
        wiring.grants(), wiring.sessionPolicies(), wiring.revocations(), wiring.accounts());
  }

  /// @param accounts every account that grants open access in
  public Reap(
      Grants grants, SessionPolicies policies, Revocations revocations, List<AccountId> accounts) {
    this.grants = grants;
    this.policies = policies;
    this.retirement = new Retirement(grants, policies, revocations, Ender.REAPER);
    this.afterStop = new Retirement(grants, policies, revocations, Ender.STOP);
    this.accounts = List.copyOf(accounts);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    JsonNode json = Json.read(new String(event.readAllBytes(), UTF_8));
    switch (Json.text(json, "detail-type")) {
      case "Scheduled Event" -> pass(context);
      case "Step Functions Execution Status Change" -> stopped(json.path("detail"), context);
      default -> throw new IllegalArgumentException("Not an event that clean-up is called with");
    }
    output.write('{');
    output.write('}');
  }

  private void pass(Context context) {
    List<Finding> findings =
        accounts.stream().flatMap(account -> lookInto(account, context)).toList();
    // A pass that did not see everything is none: an alarm rings when passes stay away.
    long passes = findings.contains(Finding.UNSEEN) ? 0 : 1;
    Metrics.count(
        grants.now(),
        Map.of(
            "Passes", passes,
            "Reaped", count(findings, Finding.REMOVED),
            "Outlived", count(findings, Finding.OUTLIVED),
            "Unexplained", count(findings, Finding.UNEXPLAINED)));
  }

  private Stream<Finding> lookInto(AccountId account, Context context) {
    try {
      return policies.grants(account).stream().map(grant -> lookAt(account, grant, context));
    } catch (OutcomeUnknown unknown) {
      Log.failure("The policies in %s could not be listed".formatted(account), unknown);
      return Stream.of(Finding.UNSEEN);
    }
  }

  private Finding lookAt(AccountId account, GrantId grant, Context context) {
    try {
      History history = grants.read(grant);
      requireAnnounced(history, account);
      return reap(history, context);
    } catch (Unannounced | CorruptLedger unexplained) {
      Log.failure(grant, "A policy is left that the ledger does not explain", unexplained);
      return Finding.UNEXPLAINED;
    } catch (OutcomeUnknown unknown) {
      Log.failure(grant, "The ledger could not be read", unknown);
      return Finding.UNSEEN;
    }
  }

  private Finding reap(History history, Context context) {
    try {
      if (history.state() instanceof Active active && active.isNearItsEnd(grants.now())) {
        grants.run(history, new GrantCommand.NoteEndNear());
        return Finding.NOTHING_TO_DO;
      }
      if (!isRemoved(retirement, history, "")) {
        return Finding.NOTHING_TO_DO;
      }
      Log.info(context, history.grant(), "Its policy was removed by the clean-up");
      return Finding.REMOVED;
    } catch (OutcomeUnknown | Grants.Contended failure) {
      Log.failure(history.grant(), "The policy could not be removed", failure);
      return isAlarming(history) ? Finding.OUTLIVED : Finding.STAYS;
    }
  }

  /// Failures are thrown here, so that Lambda calls again: a request without a policy is on no list
  /// that the next pass reads.
  private void stopped(JsonNode detail, Context context) {
    String name = Json.text(detail, "name");
    if (!STOPPED.contains(Json.text(detail, "status")) || !GrantId.isOne(name)) {
      return;
    }
    GrantId grant = new GrantId(name);
    Log.info(context, grant, "Its workflow stopped before its end");
    try {
      History history = grants.read(grant);
      long removed = isRemoved(afterStop, history, leftUndone(history.state())) ? 1 : 0;
      Metrics.count(grants.now(), Map.of("Reaped", removed));
    } catch (OutcomeUnknown unknown) {
      throw Log.rethrown(grant, unknown);
    }
  }

  /// Ends a grant as far as its time allows.
  ///
  /// @return whether a policy was there and is removed now
  private boolean isRemoved(Retirement retirement, History history, String failed) {
    // A call to make the policy may have arrived after the one that removed it.
    return history.state() instanceof Over over
        ? policies.remove(over.account(), history.grant())
        : retirement.retire(history, failed).removed();
  }

  /// The step that a workflow which stopped will never take; empty if only the time ends the grant.
  private String leftUndone(Grant grant) {
    return switch (Steps.next(grant, grants.now())) {
      case Step.SeekApproval _ -> "SeekApproval";
      case Step.Activate _ -> "Activate";
      case Step.AwaitStart _ -> "Activate";
      case Step.AwaitEnd _, Step.Retire _, Step.SeekReview _, Step.Done _ -> "";
    };
  }

  private static void requireAnnounced(History history, AccountId account) {
    if (!(history.state() instanceof Known grant)
        || grant instanceof AwaitingRule
        || grant instanceof AwaitingApproval
        || grant instanceof Grant.Approved
        || !grant.account().equals(account)) {
      throw new Unannounced(history.grant(), account);
    }
  }

  private boolean isAlarming(History history) {
    return history.end().map(end -> !grants.now().isBefore(end.plus(ALARMING))).orElse(false);
  }

  private static long count(List<Finding> findings, Finding wanted) {
    return findings.stream().filter(wanted::equals).count();
  }

  /// Thrown when a policy is there that no entry announces: somebody else made it.
  private static final class Unannounced extends RuntimeException {
    Unannounced(GrantId grant, AccountId account) {
      super("No entry announces a policy of %s in %s".formatted(grant, account));
    }
  }
}
