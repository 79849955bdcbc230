package dev.hallpass.handlers.api.command;

import dev.hallpass.grant.GrantCommand.Return;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Reason;
import dev.hallpass.handlers.http.Route;

/// `POST /grants/{grant}/return`: the requester returns the access early, with a reason.
public final class ReturnGrant implements Route {

  private final GrantCommands commands;

  public ReturnGrant(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.end(call, (caller, _) -> new Return(caller.person(), Reason.in(call)));
  }
}
