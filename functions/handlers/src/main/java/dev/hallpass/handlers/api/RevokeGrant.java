package dev.hallpass.handlers.api;

import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.GrantCommand.Revoke;
import dev.hallpass.handlers.http.Caller;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Reason;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.identity.Person;

/// `POST /grants/{grant}/revocation`: a person of the plan or an admin ends the access early with a
/// reason, by a signed call.
final class RevokeGrant implements Route {

  private final Settings settings;
  private final GrantCommands commands;

  /// @param settings the settings with the admins
  RevokeGrant(Settings settings, GrantCommands commands) {
    this.settings = settings;
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.end(call, caller -> revoke(caller, Reason.in(call)));
  }

  private Revoke revoke(Caller revoker, String reason) {
    Person person = revoker.person();
    return new Revoke(person, settings.admins().contains(person), reason, revoker.channel());
  }
}
