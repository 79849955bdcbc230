package dev.hallpass.handlers.api.command;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.grant.GrantCommand.Approve;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.IsoDuration;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.handlers.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `POST /grants/{grant}/approval`: an approver says yes by a signed call, for the requested time
/// or less.
public final class ApproveGrant implements Route {

  private final GrantCommands commands;

  public ApproveGrant(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.approve(
        call, caller -> new Approve(caller.person(), caller.channel(), shortenedTo(call)));
  }

  /// The duration in the body; empty if the body is empty or has no duration.
  private static Optional<Duration> shortenedTo(HttpRequest call) {
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
                            "must be in whole minutes, and at most the duration of the request, such as"
                                + " PT30M")))));
  }
}
