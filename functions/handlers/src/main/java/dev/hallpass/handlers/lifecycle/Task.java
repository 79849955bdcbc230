package dev.hallpass.handlers.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import dev.hallpass.access.SessionPolicies.QuotaReached;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.adapters.states.StepJson;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.handlers.Log;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.port.OutcomeUnknown;
import dev.hallpass.reconciliation.Retirement.NoRoom;
import dev.hallpass.workflow.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/// The input of a function from the state machine. It names the grant; nothing else in it is
/// believed.
record Task(JsonNode json) {

  static Task read(InputStream event) throws IOException {
    return new Task(Json.read(new String(event.readAllBytes(), UTF_8)));
  }

  GrantId grant() {
    return new GrantId(Json.text(json, "grant"));
  }

  /// The task token at which the state machine waits.
  Doorbell doorbell() {
    return new Doorbell(Json.text(json, "doorbell"));
  }

  /// The step that asks people. Executions of release 1.0 name none, and ask for an approval.
  String asks() {
    return Json.optionalText(json, "step").orElse("SeekApproval");
  }

  /// The step that failed for good before this one; empty if none did.
  String failed() {
    return Json.text(json, "failed");
  }

  /// Does the work, and logs the next step or the failure.
  Step run(Context context, Function<Task, Step> work) {
    return Log.call(context, () -> run(work));
  }

  private Step run(Function<Task, Step> work) {
    try {
      Step next = work.apply(this);
      Log.info(grant(), "The ledger calls for " + next.getClass().getSimpleName());
      return next;
    } catch (OutcomeUnknown unknown) {
      throw Log.rethrown(grant(), unknown);
    } catch (QuotaReached full) {
      Log.failure(grant(), full.toString(), full);
      throw full.alone();
    } catch (Contended | CorruptLedger | NoRoom failure) {
      Log.failure(grant(), failure.toString(), failure);
      throw failure;
    }
  }

  /// Answers nothing: the state machine waits for the doorbell.
  static void answerNothing(OutputStream output) throws IOException {
    output.write("{}".getBytes(UTF_8));
  }

  /// Answers with the next step.
  static void answer(OutputStream output, Step next) throws IOException {
    output.write(StepJson.write(next).getBytes(UTF_8));
  }
}
