package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Channel;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.http.Problem.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `POST /grants/{grant}/approval`: an approver says yes, signed, for as long as was asked for or
/// for less.
public final class ApproveGrant implements RequestStreamHandler {

  private final GrantCommands commands;

  /// Called by Lambda, once per environment.
  public ApproveGrant() {
    this(Wiring.fromEnvironment());
  }

  public ApproveGrant(Wiring wiring) {
    this.commands = GrantCommands.of(wiring);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return commands.run(call, caller -> new Approve(caller, Channel.SIGNED, shortenedTo(call)));
  }

  /// The time in the body; empty if there is no body, or nothing of it in there.
  private static Optional<Duration> shortenedTo(Call call) {
    if (call.body().isEmpty()) {
      return Optional.empty();
    }
    JsonNode json = call.json();
    Json.allow(json, "duration");
    return Json.optionalText(json, "duration").map(ApproveGrant::duration);
  }

  private static Duration duration(String text) {
    return IsoDuration.of(text)
        .orElseThrow(() ->
            new Refusal(
                Problem.mistakes(
                    List.of(
                        new Mistake(
                            "duration",
                            "must be whole minutes, at most as many as were asked for, such as"
                                + " PT30M")))));
  }
}
