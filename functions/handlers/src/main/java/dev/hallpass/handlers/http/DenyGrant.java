package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Deny;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `POST /grants/{grant}/denial`: an approver says no, signed, and why.
public final class DenyGrant implements RequestStreamHandler {

  private final GrantCommands commands;

  /// Called by Lambda, once per environment.
  public DenyGrant() {
    this(Wiring.fromEnvironment());
  }

  public DenyGrant(Wiring wiring) {
    this.commands = GrantCommands.of(wiring);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return commands.run(call, caller -> new Deny(caller, Reason.in(call), Channel.SIGNED));
  }
}
