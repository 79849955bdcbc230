package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Settings;
import dev.hallpass.grant.Grants;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Wiring;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// `GET /grants`: the newest grants the caller asked for.
public final class ListGrants implements RequestStreamHandler {

  private final Settings settings;
  private final Grants grants;

  /// Called by Lambda, once per environment.
  public ListGrants() {
    this(Wiring.fromEnvironment());
  }

  public ListGrants(Wiring wiring) {
    this.settings = wiring.settings();
    this.grants = wiring.grants();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    Person caller = Callers.caller(settings, call);
    return Answer.json(200, GrantJson.list(grants.requestedBy(caller, settings.listed())));
  }
}
