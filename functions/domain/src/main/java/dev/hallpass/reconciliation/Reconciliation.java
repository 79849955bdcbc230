package dev.hallpass.reconciliation;

import dev.hallpass.access.Obstacles;
import dev.hallpass.access.SessionDenials;
import dev.hallpass.access.SessionPolicies;
import dev.hallpass.access.Shells;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.authority.Derivation;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Ender;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Over;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.port.Telemetry;
import dev.hallpass.workflow.Ring;
import dev.hallpass.workflow.Step;
import dev.hallpass.workflow.Steps;
import dev.hallpass.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Ends what should not be there, also where a workflow did not. What is open or due the ledger
/// tells in each pass. In IAM it looks at the accounts where grants are or may be, and at the
/// others each quarter of an hour. It removes from the roles the denials that deny no session any
/// more and puts back those that are missing, takes the steps that are due on grants, and goes on
/// with its sweep over all policies.
public final class Reconciliation {

  // They come first, so that there is room, and leave most of the time to what must end.
  private static final Duration DENIALS = Duration.ofSeconds(15);

  private static final Duration READING = Duration.ofSeconds(5);
  private static final Duration TICKETS = Duration.ofSeconds(10);
  private static final Duration BLOCKS = Duration.ofSeconds(10);
  private static final Duration ROOM = Duration.ofSeconds(10);

  // What could not be seen for so long needs a person.
  private static final Duration BEHIND = Duration.ofMinutes(5);

  private final Grants grants;
  private final SessionPolicies policies;
  private final SessionDenials sessionDenials;
  private final Workflow workflow;
  private final Ring ring;
  private final Crew crew;
  private final List<AccountId> accounts;
  private final Retirement retirement;
  private final Retirement afterStop;
  private final DueGrants due;
  private final GrantAccounts grantAccounts;
  private final DenialSweep denialSweep;
  private final PolicySweep policySweep;
  private final TicketSweep ticketSweep;
  private final BlockSweep blockSweep;
  private final RoomCheck roomCheck;
  private final Rings rings = new Rings();
  private Instant sawAllAt;

  /// @param accounts in which grants open access
  /// @param derivation what tells which ticket a grant hangs on
  /// @param people what tells who is blocked
  /// @param crew who takes the steps that are due
  public Reconciliation(
      Grants grants,
      SessionPolicies policies,
      SessionDenials sessionDenials,
      Shells shells,
      Obstacles obstacles,
      Workflow workflow,
      Ring ring,
      List<AccountId> accounts,
      Derivation derivation,
      BlockedPeople people,
      Crew crew,
      Telemetry log) {
    this.grants = grants;
    this.policies = policies;
    this.sessionDenials = sessionDenials;
    this.workflow = workflow;
    this.ring = ring;
    this.crew = crew;
    this.accounts = List.copyOf(accounts);
    this.sawAllAt = grants.now();
    this.retirement = new Retirement(grants, policies, sessionDenials, shells, Ender.REAPER, log);
    this.afterStop = new Retirement(grants, policies, sessionDenials, shells, Ender.STOP, log);
    this.due = new DueGrants(grants);
    this.grantAccounts = new GrantAccounts(grants, this.accounts);
    this.denialSweep = new DenialSweep(grants, sessionDenials, this.accounts);
    this.ticketSweep = new TicketSweep(grants, derivation);
    this.blockSweep = new BlockSweep(grants, people);
    this.roomCheck = new RoomCheck(grants, policies, obstacles, this.accounts);
    this.policySweep = new PolicySweep(grants, policies, retirement, due, this.accounts);
  }

  /// Makes a pass over everything, as far as its time allows.
  public void run(Pass pass) {
    DueSteps steps =
        new DueSteps(grants, retirement, sessionDenials, workflow, ring, accounts, pass);
    refresh(pass);
    Set<AccountId> known =
        due.withTraces()
            .map(some -> grantAccounts.of(some, pass.atMost(READING)))
            .orElseGet(() -> Set.copyOf(accounts));
    List<AccountId> visited = policySweep.next(known);
    boolean sawAllRoles = denialSweep.goOn(known, visited, pass.atMost(DENIALS));
    denialSweep.putBack(due.toBeDenied(), pass.atMost(DENIALS));
    // However much is due, each pass goes on with the policies.
    takeDueSteps(steps, pass.leavingAnEighth());
    blockSweep.goOn(steps, pass.atMost(BLOCKS));
    ticketSweep.goOn(due, steps, pass.atMost(TICKETS));
    boolean sawAllPolicies = policySweep.goOn(visited, steps, pass);
    roomCheck.run(visited, pass.atMost(ROOM));
    noteHowMuch(sawAllRoles && sawAllPolicies, pass);
    rings.ring(pass, grants.now());
  }

  /// Notes that a policy of Hallpass was perhaps changed in an account. The next pass looks there.
  public void changed(AccountId account) {
    policySweep.changed(account);
  }

  private void noteHowMuch(boolean sawAll, Pass pass) {
    Instant now = grants.now();
    if (sawAll) {
      sawAllAt = now;
      return;
    }
    pass.note(Finding.INCOMPLETE, this);
    if (!now.isBefore(sawAllAt.plus(BEHIND))) {
      pass.note(Finding.BEHIND, this);
    }
  }

  private void refresh(Pass pass) {
    try {
      due.refresh();
    } catch (OutcomeUnknown unknown) {
      pass.log().failure("It could not be told what is due, so every policy is looked up", unknown);
      pass.note(Finding.UNSEEN, due);
    }
  }

  private void takeDueSteps(DueSteps steps, Pass pass) {
    List<GrantId> all = due.grants();
    for (int done = 0; done < all.size(); done += crew.size()) {
      if (pass.isTimeUp()) {
        Sweep.sayHowFar(done, all.size(), "due grants", pass);
        return;
      }
      List<GrantId> some = all.subList(done, Math.min(done + crew.size(), all.size()));
      List<Boolean> toBeKept =
          crew.all(
              some.stream()
                  .<Supplier<Boolean>>map(grant -> () -> steps.takeFor(grant, due.isKept(grant)))
                  .toList());
      for (int i = 0; i < some.size(); i++) {
        due.lookedAt(some.get(i), toBeKept.get(i));
      }
    }
    due.allSeen();
  }

  /// Ends a grant whose workflow stopped before its end: a request without a policy is on no list
  /// that the next pass reads.
  ///
  /// @throws OutcomeUnknown if it could not be told how far it came
  public void afterStop(GrantId grant, Pass pass) {
    pass.log().info(grant, "Its workflow stopped before its end");
    boolean removed;
    try {
      removed = isRemoved(grants.read(grant));
    } catch (CorruptLedger corrupt) {
      pass.log().failure(grant, "The ledger contradicts itself about it", corrupt);
      pass.note(Finding.UNEXPLAINED, grant);
      removed = afterStop.endBroken(accounts, grant);
    }
    if (removed) {
      pass.note(Finding.REMOVED, grant);
    }
    rings.ring(pass, grants.now());
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
