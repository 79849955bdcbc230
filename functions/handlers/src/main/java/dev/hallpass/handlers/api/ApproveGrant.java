package dev.hallpass.handlers.api;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Channel;
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

/// `POST /grants/{grant}/approval`: an approver says yes, signed, for as long as was asked for or
/// for less.
final class ApproveGrant implements Route {

  private final GrantCommands commands;

  ApproveGrant(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.run(call, caller -> new Approve(caller, Channel.SIGNED, shortenedTo(call)));
  }

  /// The time in the body; empty if there is no body, or nothing of it in there.
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
                            "must be whole minutes, at most as many as were asked for, such as"
                                + " PT30M")))));
  }
}
