package dev.hallpass.handlers.api.command;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantCommand.Review;
import dev.hallpass.handlers.http.Caller;
import dev.hallpass.handlers.http.HttpRequest;
import dev.hallpass.handlers.http.HttpResponse;
import dev.hallpass.handlers.http.PlainText;
import dev.hallpass.handlers.http.Problem;
import dev.hallpass.handlers.http.Problem.Mistake;
import dev.hallpass.handlers.http.Refusal;
import dev.hallpass.handlers.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `POST /grants/{grant}/review`: an owner reviews an access that is over by a signed call.
public final class ReviewGrant implements Route {

  private final GrantCommands commands;

  public ReviewGrant(GrantCommands commands) {
    this.commands = commands;
  }

  @Override
  public HttpResponse answer(HttpRequest call) {
    return commands.run(call, caller -> review(caller, call.json()));
  }

  private Review review(Caller reviewer, JsonNode json) {
    Json.allow(json, "verdict", "remarks");
    Optional<Verdict> verdict = verdict(Json.text(json, "verdict"));
    String remarks = Json.text(json, "remarks");
    List<Mistake> mistakes = new ArrayList<>();
    if (verdict.isEmpty()) {
      mistakes.add(
          new Mistake(
              "verdict", "must be JUSTIFIED or NOT_JUSTIFIED, in capitals; write one of them"));
    }
    PlainText.mistakeIn(remarks).ifPresent(says -> mistakes.add(new Mistake("remarks", says)));
    if (!mistakes.isEmpty()) {
      throw new Refusal(Problem.mistakes(mistakes));
    }
    // A review that finds it justified lets the requester break the glass again.
    if (verdict.equals(Optional.of(Verdict.JUSTIFIED))) {
      commands.requireUnblocked(reviewer.person());
    }
    return new Review(reviewer.person(), verdict.orElseThrow(), remarks, reviewer.channel());
  }

  private static Optional<Verdict> verdict(String text) {
    return Stream.of(Verdict.values()).filter(verdict -> verdict.name().equals(text)).findFirst();
  }
}
