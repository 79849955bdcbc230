package dev.hallpass.handlers.api.command;

import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.Decision.Rule;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Refused;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Caller;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.workflow.Ring;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Runs the command of a signed call on one grant.
public final class GrantCommands {

  private final Callers callers;
  private final VisibleGrants visible;
  private final Grants grants;
  private final Ring ring;
  private final BlockedPeople blocked;
  private final GrantJson json;

  public GrantCommands(
      Callers callers,
      VisibleGrants visible,
      Grants grants,
      Ring ring,
      BlockedPeople blocked,
      GrantJson json) {
    this.callers = callers;
    this.visible = visible;
    this.grants = grants;
    this.ring = ring;
    this.blocked = blocked;
    this.json = json;
  }

  /// Runs a caller's command that ends the grant in the path. If its entries contradict each other,
  /// nobody can tell any more who may end it. So every caller whom the settings trust may, and its
  /// workflow is woken to end it.
  ///
  /// @param command makes the command for a caller who can see the grant
  HttpResponse end(HttpRequest call, BiFunction<Caller, History, GrantCommand> command) {
    try {
      Caller caller = callers.caller(call);
      History history = visible.grant(call, caller.person());
      return run(history, command.apply(caller, history));
    } catch (CorruptLedger corrupt) {
      GrantId grant = call.grant().orElseThrow();
      Log.failure(grant, "A caller ends it, and its entries contradict each other", corrupt);
      boolean isWoken =
          grants.lastDoorbell(grant).filter(last -> ring.wake(grant, last)).isPresent();
      return HttpResponse.problem(Problem.corruptLedger(isWoken));
    }
  }

  /// Runs a caller's command on the grant in the path, wakes its workflow and answers with the
  /// grant.
  ///
  /// @param command makes the command for a caller who can see the grant
  HttpResponse run(HttpRequest call, Function<Caller, GrantCommand> command) {
    Caller caller = callers.caller(call);
    return run(visible.grant(call, caller.person()), command.apply(caller));
  }

  /// The same for a yes, whose proof is also for the policy. A blocked person gives none.
  HttpResponse approve(HttpRequest call, Function<Caller, GrantCommand> command) {
    History history = visible.grant(call, callers.claimed(call));
    Sha256 policy = history.known().dossier().request().policyHash();
    Caller approver = callers.approver(call, policy);
    requireUnblocked(approver.person());
    return run(history, command.apply(approver));
  }

  /// @throws Refusal if the person is blocked
  void requireUnblocked(Person person) {
    if (blocked.isBlocked(person)) {
      throw new Refusal(Problem.of(Rule.BLOCKED));
    }
  }

  private HttpResponse run(History history, GrantCommand command) {
    Run run = grants.run(history, command);
    return switch (run.decision()) {
      case Decision.Accepted(var event) -> {
        ring.wake(run.history());
        yield event instanceof Refused(var doubt)
            ? HttpResponse.problem(Problem.refused(doubt))
            : HttpResponse.json(200, json.whole(run.history()));
      }
      case Decision.Rejected(var rule) -> HttpResponse.problem(Problem.of(rule));
    };
  }
}
