package dev.hallpass.handlers.api.command;

import dev.hallpass.grant.GrantCommand.Withdraw;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.Route;

/// `POST /grants/{grant}/withdrawal`: an approver takes their yes back before access opens, by a
/// signed call.
public final class WithdrawApproval implements Route {

  private final GrantCommands commands;

  public WithdrawApproval(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.run(call, caller -> new Withdraw(caller.person(), caller.channel()));
  }
}
