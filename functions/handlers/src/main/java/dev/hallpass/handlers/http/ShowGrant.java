package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `GET /grants/{grant}`: one grant and everything that happened to it.
public final class ShowGrant implements RequestStreamHandler {

  private final Callers callers;

  /// Called by Lambda, once per environment.
  public ShowGrant() {
    this(Wiring.fromEnvironment());
  }

  public ShowGrant(Wiring wiring) {
    this.callers = new Callers(wiring.settings(), wiring.grants());
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return Answer.json(200, GrantJson.whole(callers.grant(call, callers.caller(call))));
  }
}
