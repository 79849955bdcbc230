package dev.hallpass.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.catalog.people.Groups;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.Http;
import dev.hallpass.handlers.http.Routes;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.ledger.Grants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// The function for signed calls that request a grant.
public final class Requests implements RequestStreamHandler {

  private final Routes routes;

  /// Called by Lambda, once per environment.
  public Requests() {
    this(Wiring.fromEnvironment());
  }

  public Requests(Wiring wiring) {
    Catalog catalog = wiring.catalog();
    Settings settings = catalog.settings();
    Grants grants = wiring.grants();
    Groups groups = wiring.groups(settings);
    var reader = new RequestReader(wiring, catalog, groups);
    var json = new GrantJson(settings, wiring.region());
    var requests = new GrantRequests(wiring, settings, grants, json);
    var callers = new Callers(wiring, settings);
    var visible = new VisibleGrants(settings, groups, grants);
    this.routes =
        new Routes(
            Map.of(
                "POST /grants", new RequestGrant(callers, reader, requests, json),
                "POST /grants/{grant}/extension",
                    new ExtendGrant(callers, visible, reader, grants, requests)));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, routes);
  }
}
