package dev.hallpass.handlers.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hallpass.adapters.json.Json;
import dev.hallpass.approval.Channel;
import dev.hallpass.approval.Verdict;
import dev.hallpass.grant.GrantCommand.Review;
import dev.hallpass.grant.Person;
import dev.hallpass.handlers.Wiring;
import dev.hallpass.handlers.http.Problem.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// `POST /grants/{grant}/review`: an owner says, signed, what they think of broken glass.
public final class ReviewGrant implements RequestStreamHandler {

  private final GrantCommands commands;

  /// Called by Lambda, once per environment.
  public ReviewGrant() {
    this(Wiring.fromEnvironment());
  }

  public ReviewGrant(Wiring wiring) {
    this.commands = GrantCommands.of(wiring);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Http.serve(event, answer, context, this::answer);
  }

  private Answer answer(Call call) {
    return commands.run(call, caller -> review(caller, call.json()));
  }

  private static Review review(Person reviewer, JsonNode json) {
    Json.allow(json, "verdict", "remarks");
    Optional<Verdict> verdict = verdict(Json.text(json, "verdict"));
    String remarks = Json.text(json, "remarks");
    List<Mistake> mistakes = new ArrayList<>();
    if (verdict.isEmpty()) {
      mistakes.add(new Mistake("verdict", "must be JUSTIFIED or NOT_JUSTIFIED"));
    }
    PlainText.mistakeIn(remarks).ifPresent(says -> mistakes.add(new Mistake("remarks", says)));
    if (!mistakes.isEmpty()) {
      throw new Refusal(Problem.mistakes(mistakes));
    }
    return new Review(reviewer, verdict.orElseThrow(), remarks, Channel.SIGNED);
  }

  private static Optional<Verdict> verdict(String text) {
    return Stream.of(Verdict.values()).filter(verdict -> verdict.name().equals(text)).findFirst();
  }
}
