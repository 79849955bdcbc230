package dev.hallpass.handlers.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.catalog.people.Memberships;
import dev.hallpass.handlers.Log;
import dev.hallpass.handlers.Metrics;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.identity.AccountId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.port.Telemetry;
import dev.hallpass.reconciliation.Pass;
import dev.hallpass.reconciliation.Reconciliation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The reaper: lets the reconciliation make a pass each minute and when others change a policy of
/// Hallpass, and look at one grant when its workflow stops before its end.
public final class Reap implements RequestStreamHandler {

  // Source: AWS Step Functions, events of execution status changes.
  private static final Set<String> STOPPED = Set.of("ABORTED", "FAILED", "TIMED_OUT");

  private final Reconciliation reconciliation;
  private final Telemetry telemetry;
  private final InstantSource clock;

  /// Called by Lambda, once per environment.
  public Reap() {
    this(Wiring.fromEnvironment());
  }

  public Reap(Wiring wiring) {
    this.telemetry = wiring.telemetry();
    this.clock = wiring.clock();
    this.reconciliation =
        new Reconciliation(
            wiring.grants(),
            wiring.sessionPolicies(),
            wiring.sessionDenials(),
            wiring.shells(),
            wiring.obstacles(),
            wiring.workflow(),
            wiring.ring(),
            wiring.accounts(),
            wiring.derivation(wiring.catalog(), Memberships.NOT_ASKED),
            wiring.blockedPeople(),
            wiring.crew(),
            telemetry);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    JsonNode json = Json.read(new String(event.readAllBytes(), UTF_8));
    Log.run(context, () -> reap(json, context));
    output.write('{');
    output.write('}');
  }

  private void reap(JsonNode event, Context context) {
    Pass pass = Pass.begin(() -> Duration.ofMillis(context.getRemainingTimeInMillis()), telemetry);
    switch (Json.text(event, "detail-type")) {
      case "Scheduled Event" -> reconciliation.run(pass);
      case "AWS API Call via CloudTrail" -> {
        reconciliation.changed(new AccountId(Json.text(event, "account")));
        reconciliation.run(pass);
      }
      case "Step Functions Execution Status Change" -> afterStop(event.path("detail"), pass);
      default -> throw new IllegalArgumentException("Not an event that clean-up is called with");
    }
    Metrics.count(clock.instant(), pass.counts());
  }

  /// Failures are thrown here, so that Lambda calls again.
  private void afterStop(JsonNode detail, Pass pass) {
    String name = Json.text(detail, "name");
    if (!STOPPED.contains(Json.text(detail, "status")) || !GrantId.isOne(name)) {
      return;
    }
    GrantId grant = new GrantId(name);
    try {
      reconciliation.afterStop(grant, pass);
    } catch (OutcomeUnknown unknown) {
      throw Log.rethrown(grant, unknown);
    }
  }
}
