package dev.hallpass.handlers.api;

import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Problem;
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
