package dev.hallpass.cli.command.call;

import dev.hallpass.cli.api.Grant;
import dev.hallpass.cli.json.Json;
import dev.hallpass.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A grant in words.
///
/// @param now the time from which what is left is counted
/// @param zone the reader's zone
public record GrantText(Instant now, ZoneId zone) {

  /// Its state in a few words, with the time that counts.
  public String state(Grant grant) {
    return switch (grant.state()) {
      case "AWAITING_APPROVAL" ->
          "waits" + grant.answerBy().map(end -> ", lapses in " + left(end)).orElse("");
      case "APPROVED" ->
          "approved" + grant.startsAt().map(start -> ", opens " + at(start)).orElse("");
      case "ACTIVATING" -> "is being opened";
      case "ACTIVE" ->
          "open"
              + grant
                  .expiresAt()
                  .map(end -> " until %s, %s left".formatted(at(end), left(end)))
                  .orElse("");
      default -> grant.outcome().map(Words::of).orElse("over");
    };
  }

  /// Who can answer, and what happens if nobody does.
  String waiting(Grant grant) {
    if (!grant.isAwaited() || grant.asked().isEmpty()) {
      return "%s %s".formatted(grant.shortId(), state(grant));
    }
    String level =
        grant.levels() > 1 ? " (level %d of %d)".formatted(grant.level(), grant.levels()) : "";
    String yes = grant.yes().isEmpty() ? "" : ", yes from " + String.join(", ", grant.yes());
    String end = grant.answerBy().map(by -> "; lapses in " + left(by)).orElse("");
    return "%s waits for %s of %s%s%s%s"
        .formatted(
            grant.shortId(),
            grant.missing() == 1 ? "one" : String.valueOf(grant.missing()),
            String.join(", ", grant.asked()),
            level,
            yes,
            end);
  }

  /// What it is about, in one line.
  public String subject(Grant grant) {
    String values =
        grant.parameters().entrySet().stream()
            .map(value -> value.getKey() + "=" + value.getValue())
            .collect(Collectors.joining(" "));
    return (grant.entitlement() + " " + values).strip();
  }

  /// What approvers decide on: who, what, why, for how long, and what it allows.
  public List<String> request(Grant grant) {
    List<String> lines = new ArrayList<>();
    lines.add(grant.id());
    facts(grant).forEach((name, value) -> lines.add(field(name, value)));
    lines.add(field("state", state(grant)));
    list(lines, "It allows:", grant.allows());
    list(lines, "Mind:", grant.cautions());
    list(lines, "Risks:", risks(grant));
    return lines;
  }

  /// What it is about, for whom, why and for how long: values by name.
  public Map<String, String> facts(Grant grant) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("what", subject(grant));
    grant
        .accountName()
        .ifPresent(account ->
            facts.put("account", account + grant.region().map(region -> ", " + region).orElse("")));
    facts.put("who", grant.requester());
    facts.put("why", grant.justification());
    grant.ticket().ifPresent(ticket -> facts.put("ticket", ticket));
    facts.put(
        "how long",
        Words.of(grant.duration())
            + grant.startsAt().map(start -> ", from " + at(start)).orElse(""));
    return facts;
  }

  /// The policy in full, with the hash that a yes is for.
  public List<String> policy(Grant grant) {
    List<String> lines = new ArrayList<>();
    list(
        lines,
        "The policy in full, with the SHA-256 hash %s:".formatted(grant.policyHash()),
        Json.indented(grant.policy().tree()).lines().toList());
    return lines;
  }

  /// The risks with their reasons.
  public static List<String> risks(Grant grant) {
    return grant.risks().entrySet().stream().map(GrantText::risk).toList();
  }

  private static String risk(Map.Entry<String, String> risk) {
    return "%s, because: %s".formatted(risk.getKey(), risk.getValue());
  }

  /// All of it, with its timeline.
  public List<String> whole(Grant grant) {
    List<String> lines = new ArrayList<>(request(grant));
    if (grant.isAwaited()) {
      lines.add("");
      lines.add(waiting(grant));
    }
    list(
        lines,
        "What happened:",
        grant.timeline().stream().map(step -> at(step.at()) + "  " + step.says()).toList());
    return lines;
  }

  private static void list(List<String> lines, String title, List<String> items) {
    if (!items.isEmpty()) {
      lines.add("");
      lines.add(title);
      items.forEach(item -> lines.add("  " + marked(item)));
    }
  }

  private static String field(String name, String value) {
    return "  %-9s %s".formatted(name, marked(value));
  }

  /// People write texts of several lines. Each further line has a mark, so none looks like ours.
  private static String marked(String text) {
    return text.lines().collect(Collectors.joining("\n            | "));
  }

  public String at(Instant instant) {
    return Words.of(instant, now, zone);
  }

  private String left(Instant end) {
    return Words.of(Duration.between(now, end));
  }
}
