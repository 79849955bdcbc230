package dev.hallpass.cli.api;

import dev.hallpass.cli.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Why the API refused a call, in its own words (source: the API's problem documents).
///
/// @param name the stable end of its type; empty if something else than Hallpass answered
public record Problem(
    String name, int status, String title, String detail, List<Mistake> mistakes) {

  /// A mistake in one member of the body.
  public record Mistake(String member, String says) {}

  public Problem {
    mistakes = List.copyOf(mistakes);
  }

  static Problem of(int status, String text) {
    return tree(text)
        .filter(tree -> tree.has("detail"))
        .map(tree ->
            new Problem(
                tree.path("type").asString("").replaceFirst("^urn:hallpass:problem:", ""),
                status,
                tree.path("title").asString(""),
                tree.path("detail").asString(""),
                tree.path("mistakes")
                    .valueStream()
                    .map(mistake ->
                        new Mistake(
                            mistake.path("member").asString(""), mistake.path("says").asString("")))
                    .toList()))
        .orElseGet(() ->
            new Problem(
                "",
                status,
                "This is not an answer of Hallpass",
                "Something else answered with status %d. Check the address by: hallpass doctor"
                    .formatted(status),
                List.of()));
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(Json.read(text)).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// All of it, for people: a line for each mistake.
  public String words() {
    String lines =
        mistakes.stream()
            .map(mistake -> "\n  %s: %s".formatted(mistake.member(), mistake.says()))
            .collect(Collectors.joining());
    return "%s. %s%s".formatted(title, detail, lines);
  }
}
