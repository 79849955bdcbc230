package dev.hallpass.handlers.api.command;

import dev.hallpass.grant.GrantCommand.Cancel;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;

/// `POST /grants/{grant}/cancellation`: the requester takes the request back.
public final class CancelGrant implements Route {

  private final GrantCommands commands;

  public CancelGrant(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.run(call, caller -> new Cancel(caller.person()));
  }
}
