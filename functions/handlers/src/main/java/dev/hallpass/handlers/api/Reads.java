package dev.hallpass.handlers.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.catalog.Catalog;
import dev.hallpass.catalog.Settings;
import dev.hallpass.handlers.Once;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.api.json.GrantJson;
import dev.hallpass.handlers.http.Callers;
import dev.hallpass.handlers.http.Http;
import dev.hallpass.handlers.http.Route;
import dev.hallpass.handlers.http.Routes;
import dev.hallpass.handlers.http.VisibleGrants;
import dev.hallpass.ledger.Grants;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// The function for signed calls that change nothing.
public final class Reads implements RequestStreamHandler {

  private final Routes routes;

  /// Called by Lambda, once per environment.
  public Reads() {
    this(Wiring.fromEnvironment());
  }

  /// Creates its parts later: no route needs all of them.
  public Reads(Wiring wiring) {
    Once<Settings> settings = new Once<>(wiring::settings);
    Once<Grants> grants = new Once<>(wiring::grants);
    Once<Callers> callers = new Once<>(() -> new Callers(wiring, settings.get()));
    Once<Catalog> catalog = new Once<>(wiring::catalog);
    Once<GrantJson> json = new Once<>(() -> new GrantJson(settings.get(), wiring.region()));
    this.routes =
        new Routes(
            Map.of(
                "GET /entitlements",
                    Route.lazily(() ->
                        new ListEntitlements(
                            callers.get(),
                            catalog.get(),
                            wiring.groups(settings.get()),
                            wiring.roles().hub(),
                            wiring.region())),
                "GET /grants",
                    Route.lazily(() ->
                        new ListGrants(callers.get(), settings.get(), grants.get(), json.get())),
                "GET /approvals",
                    Route.lazily(() ->
                        new ListApprovals(callers.get(), settings.get(), grants.get(), json.get())),
                "GET /grants/{grant}",
                    Route.lazily(() ->
                        new ShowGrant(
                            callers.get(),
                            new VisibleGrants(
                                settings.get(), wiring.groups(settings.get()), grants.get()),
                            catalog.get().all(),
                            json.get(),
                            wiring.newestCheckpoint()))));
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, routes);
  }
}
