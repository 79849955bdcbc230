package dev.hallpass.handlers.api.command;

import dev.hallpass.grant.GrantCommand.Deny;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Reason;
import dev.hallpass.handlers.http.Route;

/// `POST /grants/{grant}/denial`: an approver says no with a reason, by a signed call.
public final class DenyGrant implements Route {

  private final GrantCommands commands;

  public DenyGrant(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.run(
        call, caller -> new Deny(caller.person(), Reason.in(call), caller.channel()));
  }
}
