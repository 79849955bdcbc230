package dev.hallpass.handlers.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionPolicies;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Retirement;
import dev.hallpass.handlers.Ring;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The reaper: ends what should not be there, whatever became of the workflows. Each minute it
/// takes off the roles what denies no session any more and puts back what is missing, looks at the
/// grants on which something is due, and goes on with its rounds over all policies; and it looks at
/// one grant when its workflow stops before its end.
public final class Reap implements RequestStreamHandler {

  // Source: AWS Step Functions, events of execution status changes.
  private static final Set<String> STOPPED = Set.of("ABORTED", "FAILED", "TIMED_OUT");
  // They come first, so that there is room, and leave most of the time to what must end.
  private static final Duration LIFTING = Duration.ofSeconds(15);

  private final Grants grants;
  private final SessionPolicies policies;
  private final Retirement afterStop;
  private final List<AccountId> accounts;
  private final Lifting lifting;
  private final Agenda agenda;
  private final FollowUp followUp;
  private final Rounds rounds;

  /// Called by Lambda, once per environment.
  public Reap() {
    this(Wiring.fromEnvironment());
  }

  public Reap(Wiring wiring) {
    this.grants = wiring.grants();
    this.policies = wiring.sessionPolicies();
    SessionDenials sessionDenials = wiring.sessionDenials();
    this.afterStop = new Retirement(grants, policies, sessionDenials, Ender.STOP);
    this.accounts = List.copyOf(wiring.accounts());
    this.lifting = new Lifting(grants, sessionDenials);
    this.agenda = new Agenda(grants);
    var retirement = new Retirement(grants, policies, sessionDenials, Ender.REAPER);
    this.followUp =
        new FollowUp(
            grants,
            retirement,
            sessionDenials,
            wiring.workflow(),
            new Ring(wiring.doorbells()),
            this.accounts);
    var inspection = new Inspection(grants, policies, retirement, followUp);
    this.rounds = new Rounds(grants, policies, agenda, inspection, this.accounts);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    JsonNode json = Json.read(new String(event.readAllBytes(), UTF_8));
    Log.run(context, () -> reap(json, context));
    output.write('{');
    output.write('}');
  }

  private void reap(JsonNode event, Context context) {
    switch (Json.text(event, "detail-type")) {
      case "Scheduled Event" -> pass(TimeLeft.of(context));
      case "Step Functions Execution Status Change" -> stopped(event.path("detail"));
      default -> throw new IllegalArgumentException("Not an event that clean-up is called with");
    }
  }

  private void pass(TimeLeft time) {
    Tally tally = new Tally();
    boolean areRolesSeen = lifting.lift(accounts, time.atMost(LIFTING), tally);
    refresh(tally);
    lifting.putBack(agenda.toBeDenied(), time.atMost(LIFTING), tally);
    follow(time, tally);
    boolean isComplete = rounds.goOn(time, tally);
    Map<String, Long> counts = new TreeMap<>(tally.metrics());
    // A pass that did not see everything is none: an alarm rings when passes stay away.
    counts.put("Passes", areRolesSeen && isComplete ? 1L : 0L);
    Metrics.count(grants.now(), counts);
  }

  private void refresh(Tally tally) {
    try {
      agenda.refresh();
    } catch (OutcomeUnknown unknown) {
      Log.failure("It could not be told what is due, so every policy is looked up", unknown);
      tally.note(Finding.UNSEEN, agenda);
    }
  }

  private void follow(TimeLeft time, Tally tally) {
    for (GrantId grant : agenda.grants()) {
      if (time.isUp()) {
        return;
      }
      agenda.lookedAt(grant, followUp.lookAt(grant, agenda.isKept(grant), tally));
    }
    agenda.allSeen();
  }

  /// Failures are thrown here, so that Lambda calls again: a request without a policy is on no list
  /// that the next pass reads.
  private void stopped(JsonNode detail) {
    String name = Json.text(detail, "name");
    if (!STOPPED.contains(Json.text(detail, "status")) || !GrantId.isOne(name)) {
      return;
    }
    GrantId grant = new GrantId(name);
    Log.info(grant, "Its workflow stopped before its end");
    try {
      Metrics.count(grants.now(), Map.of("Reaped", isRemoved(grants.read(grant)) ? 1L : 0L));
    } catch (CorruptLedger corrupt) {
      Log.failure(grant, "The ledger contradicts itself about it", corrupt);
      long removed = afterStop.endBroken(accounts, grant) ? 1 : 0;
      Metrics.count(grants.now(), Map.of("Reaped", removed, "Unexplained", 1L));
    } catch (OutcomeUnknown unknown) {
      throw Log.rethrown(grant, unknown);
    }
  }

  /// Ends a grant as far as its time allows.
  ///
  /// @return whether a policy was there and is removed now
  private boolean isRemoved(History history) {
    if (!(history.state() instanceof Over over)) {
      return afterStop.retire(history, leftUndone(history.state())).removed();
    }
    boolean removed = policies.remove(over.account(), history.grant());
    if (removed) {
      grants.run(history, new GrantCommand.NoteLatecomer(Ender.STOP));
    }
    return removed;
  }

  /// The step that a workflow which stopped will never take; empty if only the time ends the grant.
  private String leftUndone(Grant grant) {
    return switch (Steps.next(grant, grants.now())) {
      case Step.SeekApproval _ -> "SeekApproval";
      case Step.Activate _ -> "Activate";
      case Step.AwaitStart _ -> "Activate";
      case Step.AwaitEnd _, Step.AwaitSessions _, Step.Retire _, Step.SeekReview _, Step.Done _ ->
          "";
    };
  }
}
