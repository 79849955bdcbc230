package dev.hallpass.handlers.http;

import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Deny;

/// `POST /grants/{grant}/denial`: an approver says no, signed, and why.
final class DenyGrant implements Route {

  private final GrantCommands commands;

  DenyGrant(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.run(call, caller -> new Deny(caller, Reason.in(call), Channel.SIGNED));
  }
}
