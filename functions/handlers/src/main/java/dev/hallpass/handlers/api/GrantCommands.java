package dev.hallpass.handlers.api;

import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.workflow.Ring;
import java.util.function.Function;

/// Runs the command of a signed call on one grant.
final class GrantCommands {

  private final Callers callers;
  private final Grants grants;
  private final Ring ring;

  GrantCommands(Settings settings, Grants grants, Ring ring) {
    this.callers = new Callers(settings, grants);
    this.grants = grants;
    this.ring = ring;
  }

  /// Runs a caller's command that ends the grant in the path. If its entries contradict each other,
  /// nobody can tell any more who may end it. So every caller whom the settings trust may, and its
  /// workflow is woken to end it.
  ///
  /// @param command makes the command for a caller who can see the grant
  HttpResponse end(HttpRequest call, Function<Person, GrantCommand> command) {
    try {
      return run(call, command);
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
  HttpResponse run(HttpRequest call, Function<Person, GrantCommand> command) {
    Person caller = callers.caller(call);
    History history = callers.grant(call, caller);
    Run run = grants.run(history, command.apply(caller));
    return switch (run.decision()) {
      case Decision.Accepted _ -> {
        ring.wake(run.history());
        yield HttpResponse.json(200, GrantJson.whole(run.history()));
      }
      case Decision.Rejected(var rule) -> HttpResponse.problem(Problem.of(rule));
    };
  }
}
