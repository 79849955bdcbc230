package dev.hallpass.adapters.json;

import dev.hallpass.identity.Sha256;
import dev.hallpass.policy.Policy;
import dev.hallpass.policy.Statement;
import dev.hallpass.policy.Statement.Effect;
import dev.hallpass.policy.Statement.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Policies in the form that IAM reads. What was requested has one more member where there are
/// managed policies, so that its hash covers them.
public final class PolicyJson {

  private static final String VERSION = "2012-10-17";
  private static final String NOT_ACTION = "NotAction";
  private static final String NOT_RESOURCE = "NotResource";

  private PolicyJson() {}

  /// The policy document, in its RFC 8785 form.
  public static String write(Policy policy) {
    return Json.canonical(tree(policy));
  }

  /// The policy document as IAM takes it: a letter above `ÿ` is an escape (source: IAM,
  /// CreatePolicy).
  public static String document(Policy policy) {
    StringBuilder document = new StringBuilder();
    write(policy)
        .chars()
        .forEach(letter -> {
          if (letter > 'ÿ') {
            document.append("\\u%04x".formatted(letter));
          } else {
            document.append((char) letter);
          }
        });
    return document.toString();
  }

  /// The SHA-256 of the policy document in its RFC 8785 form. People approve this hash.
  public static Sha256 hash(Policy policy) {
    return Sha256.of(write(policy));
  }

  /// The policy document as a tree.
  public static ObjectNode tree(Policy policy) {
    ObjectNode document = Json.object();
    document.put("Version", VERSION);
    var statements = document.putArray("Statement");
    policy.statements().forEach(statement -> statements.add(tree(statement)));
    ManagedPolicyJson.put(document, policy.managed());
    return document;
  }

  /// Reads a policy that this class wrote.
  ///
  /// @throws Json.UnexpectedJson if the document is another one
  public static Policy read(JsonNode document) {
    Json.allow(document, "Version", "Statement", ManagedPolicyJson.MEMBER);
    if (!VERSION.equals(Json.text(document, "Version"))) {
      throw new Json.UnexpectedJson("Version must be " + VERSION);
    }
    return new Policy(
        Json.list(document, "Statement", PolicyJson::statement), ManagedPolicyJson.read(document));
  }

  private static ObjectNode tree(Statement statement) {
    ObjectNode tree = Json.object();
    tree.put("Sid", statement.sid());
    tree.put("Effect", statement.allows() ? "Allow" : "Deny");
    Json.put(tree, actions(statement.scope()), statement.actions().stream());
    Json.put(tree, resources(statement.scope()), statement.resources().stream());
    if (!statement.conditions().isEmpty()) {
      ObjectNode operators = tree.putObject("Condition");
      statement
          .conditions()
          .forEach((operator, keys) -> {
            ObjectNode values = operators.putObject(operator);
            keys.forEach((key, texts) -> Json.put(values, key, texts.stream()));
          });
    }
    return tree;
  }

  private static Statement statement(JsonNode tree) {
    Scope scope = Scope.of(tree.has(NOT_ACTION), tree.has(NOT_RESOURCE));
    Json.allow(tree, "Sid", "Effect", actions(scope), resources(scope), "Condition");
    Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
    tree.path("Condition")
        .forEachEntry((operator, keys) -> {
          Map<String, List<String>> values = new TreeMap<>();
          keys.propertyNames().forEach(key -> values.put(key, Json.texts(keys, key)));
          conditions.put(operator, values);
        });
    return new Statement(
        Json.text(tree, "Sid"),
        switch (Json.text(tree, "Effect")) {
          case "Allow" -> Effect.ALLOW;
          case "Deny" -> Effect.DENY;
          default -> throw new Json.UnexpectedJson("Effect must be Allow or Deny");
        },
        scope,
        Json.texts(tree, actions(scope)),
        Json.texts(tree, resources(scope)),
        conditions);
  }

  private static String actions(Scope scope) {
    return scope.isOfOtherActions() ? NOT_ACTION : "Action";
  }

  private static String resources(Scope scope) {
    return scope.isOfOtherResources() ? NOT_RESOURCE : "Resource";
  }
}
