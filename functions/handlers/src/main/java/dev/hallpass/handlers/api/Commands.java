package dev.hallpass.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.authority.BlockedPeople;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.api.command.ApproveGrant;
import dev.hallpass.handlers.api.command.CancelGrant;
import dev.hallpass.handlers.api.command.DenyGrant;
import dev.hallpass.handlers.api.command.GrantCommands;
import dev.hallpass.handlers.api.command.PeopleCommands;
import dev.hallpass.handlers.api.command.ReturnGrant;
import dev.hallpass.handlers.api.command.ReviewGrant;
import dev.hallpass.handlers.api.command.RevokeGrant;
import dev.hallpass.handlers.api.command.WithdrawApproval;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.Http;
import dev.hallpass.handlers.http.Routes;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.ledger.Grants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// The function for signed calls that change an existing grant, or block a person.
public final class Commands implements RequestStreamHandler {

  private final Routes routes;

  /// Called by Lambda, once per environment.
  public Commands() {
    this(Wiring.fromEnvironment());
  }

  public Commands(Wiring wiring) {
    Settings settings = wiring.settings();
    Grants grants = wiring.decidedGrants();
    BlockedPeople blocked = wiring.blockedPeople();
    Groups groups = wiring.groups(settings);
    var callers = new Callers(wiring, settings);
    var commands =
        new GrantCommands(
            callers,
            new VisibleGrants(settings, groups, grants),
            grants,
            wiring.ring(),
            blocked,
            new GrantJson(settings, wiring.region()));
    var people = new PeopleCommands(callers, settings, groups, wiring.blocking(blocked, grants));
    this.routes =
        new Routes(
            Map.of(
                "POST /grants/{grant}/approval", new ApproveGrant(commands),
                "POST /grants/{grant}/denial", new DenyGrant(commands),
                "POST /grants/{grant}/withdrawal", new WithdrawApproval(commands),
                "POST /grants/{grant}/cancellation", new CancelGrant(commands),
                "POST /grants/{grant}/return", new ReturnGrant(commands),
                "POST /grants/{grant}/revocation", new RevokeGrant(settings, commands),
                "POST /grants/{grant}/review", new ReviewGrant(commands),
                "POST /people/{person}/block", people::block,
                "POST /people/{person}/unblock", people::unblock));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, routes);
  }
}
