package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Grants;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `GET /approvals`: the grants that wait for the caller's answer, the most urgent first.
public final class ListApprovals implements RequestStreamHandler {

  private final Settings settings;
  private final Grants grants;

  /// Called by Lambda, once per environment.
  public ListApprovals() {
    this(Wiring.fromEnvironment());
  }

  public ListApprovals(Wiring wiring) {
    this.settings = wiring.settings();
    this.grants = wiring.grants();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return Answer.json(200, GrantJson.list(grants.awaiting(Callers.caller(settings, call))));
  }
}
