package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.grant.GrantCommand.Return;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `POST /grants/{grant}/return`: the requester gives the access back before its end, and says why.
public final class ReturnGrant implements RequestStreamHandler {

  private final GrantCommands commands;

  /// Called by Lambda, once per environment.
  public ReturnGrant() {
    this(Wiring.fromEnvironment());
  }

  public ReturnGrant(Wiring wiring) {
    this.commands = GrantCommands.of(wiring);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return commands.run(call, caller -> new Return(caller, Reason.in(call)));
  }
}
