package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.json.Json;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A policy in one canonical form: lists instead of single values, unordered lists sorted, and
/// case-insensitive names in lower case. [Source](
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
record PolicyTree(JsonNode root) {

  static PolicyTree of(JsonNode policy) {
    ObjectNode root = Json.object();
    policy.forEachEntry((member, value) ->
        root.set(member, member.equals("Statement") ? statements(value) : value));
    return new PolicyTree(root);
  }

  /// @throws tools.jackson.core.JacksonException if the text is not JSON
  static PolicyTree read(String text) {
    return of(Json.read(text));
  }

  /// Whether the policy allows nothing.
  boolean onlyDenies() {
    return root.path("Statement")
        .valueStream()
        .allMatch(statement -> statement.path("Effect").asString("").equals("Deny"));
  }

  private static JsonNode statements(JsonNode statements) {
    ArrayNode sorted = Json.object().putArray("Statement");
    each(statements)
        .map(PolicyTree::statement)
        .sorted(Comparator.comparing(Json::canonical))
        .forEach(sorted::add);
    return sorted;
  }

  private static JsonNode statement(JsonNode statement) {
    ObjectNode tree = Json.object();
    statement.forEachEntry((member, value) ->
        tree.set(
            member,
            switch (member) {
              case "Action", "NotAction" -> texts(value, one -> one.toLowerCase(Locale.ROOT));
              case "Resource", "NotResource" -> texts(value, one -> one);
              case "Principal", "NotPrincipal" -> principal(value);
              case "Condition" -> conditions(value);
              default -> value;
            }));
    return tree;
  }

  /// In a resource's policy, `*` is short for every principal of AWS.
  private static JsonNode principal(JsonNode principal) {
    ObjectNode tree = Json.object();
    if (!principal.isObject()) {
      tree.set("AWS", texts(principal, one -> one));
    }
    principal.forEachEntry((kind, names) -> tree.set(kind, texts(names, one -> one)));
    return tree;
  }

  private static JsonNode conditions(JsonNode conditions) {
    ObjectNode tree = Json.object();
    conditions.forEachEntry((operator, keys) -> {
      ObjectNode compared = tree.putObject(operator);
      keys.forEachEntry((key, values) -> {
        String lower = key.toLowerCase(Locale.ROOT);
        // Two spellings of one key stay two conditions.
        compared.set(compared.has(lower) ? key : lower, texts(values, one -> one));
      });
    });
    return tree;
  }

  private static JsonNode texts(JsonNode values, UnaryOperator<String> written) {
    ArrayNode sorted = Json.object().putArray("values");
    each(values).map(JsonNode::asString).map(written).distinct().sorted().forEach(sorted::add);
    return sorted;
  }

  private static Stream<JsonNode> each(JsonNode value) {
    return value.isArray() ? value.valueStream() : Stream.of(value);
  }
}
