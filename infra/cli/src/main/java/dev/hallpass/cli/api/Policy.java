package dev.hallpass.cli.api;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The IAM policy of a grant.
///
/// @param tree the document
public record Policy(JsonNode tree) {

  /// Whether it allows an action on a resource that it names.
  public boolean allows(String action) {
    return allowing(action).findAny().isPresent();
  }

  /// Whether managed policies are beside it, which can allow more.
  public boolean hasManaged() {
    return !tree.path("ManagedPolicies").isEmpty();
  }

  /// The resources on which it allows an action.
  public List<Arn> resources(String action) {
    return allowing(action)
        .flatMap(statement -> texts(statement.path("Resource")))
        .flatMap(text -> Arn.of(text).stream())
        .distinct()
        .toList();
  }

  /// The values that it demands of a condition key, where it allows an action.
  public List<String> demands(String action, String key) {
    return allowing(action)
        .flatMap(statement -> statement.path("Condition").valueStream())
        .flatMap(operator -> texts(operator.path(key)))
        .distinct()
        .toList();
  }

  private Stream<JsonNode> allowing(String action) {
    return tree.path("Statement")
        .valueStream()
        .filter(statement -> statement.path("Effect").asString("").equals("Allow"))
        .filter(statement ->
            texts(statement.path("Action")).anyMatch(pattern -> covers(pattern, action)));
  }

  private static boolean covers(String pattern, String action) {
    String regex =
        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }

  /// One text, or a list of them.
  private static Stream<String> texts(JsonNode tree) {
    return (tree.isArray() ? tree.valueStream() : Stream.of(tree))
        .filter(JsonNode::isString)
        .map(JsonNode::asString);
  }
}
