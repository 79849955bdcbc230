package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.grant.GrantCommand.Cancel;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `POST /grants/{grant}/cancellation`: the requester takes the request back.
public final class CancelGrant implements RequestStreamHandler {

  private final GrantCommands commands;

  /// Called by Lambda, once per environment.
  public CancelGrant() {
    this(Wiring.fromEnvironment());
  }

  public CancelGrant(Wiring wiring) {
    this.commands = GrantCommands.of(wiring);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return commands.run(call, Cancel::new);
  }
}
