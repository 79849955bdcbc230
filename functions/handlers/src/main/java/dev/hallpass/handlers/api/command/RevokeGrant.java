package dev.hallpass.handlers.api.command;

import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.GrantCommand.Revoke;
import dev.hallpass.handlers.http.Caller;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Reason;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.identity.Person;
import dev.hallpass.ledger.History;

/// `POST /grants/{grant}/revocation`: a person of the plan or an admin ends the access early with a
/// reason, by a signed call.
public final class RevokeGrant implements Route {

  private final Settings settings;
  private final GrantCommands commands;

  /// @param settings the settings with the admins
  public RevokeGrant(Settings settings, GrantCommands commands) {
    this.settings = settings;
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.end(call, (caller, history) -> revoke(caller, history, Reason.in(call)));
  }

  /// No directory is asked again: an end of access waits for nothing.
  private Revoke revoke(Caller revoker, History history, String reason) {
    Person person = revoker.person();
    boolean isAdmin =
        settings.admins().contains(person) || VisibleGrants.isSeenAsAdmin(history, person);
    return new Revoke(person, isAdmin, reason, revoker.channel());
  }
}
