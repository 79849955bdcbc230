package dev.hallpass.local.permissions;

import dev.hallpass.adapters.json.Json;
import dev.hallpass.emulator.template.CloudFormationTemplate;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import dev.hallpass.local.Assembly;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One action that one statement of a synthesized stack allows, and that can be taken out of it.
///
/// @param policy what the emulator calls the policy
/// @param resource the logical id of the resource that the policy is in
/// @param statements where its statements lie in the resource; empty where the resource is one
/// @param statement the place among them
public record Permission(
    Stack stack, String policy, String resource, String statements, int statement, String action) {

  /// Everything that a stack allows to anybody but to whom an entitlement's role is given.
  public static List<Permission> in(Stack stack) {
    List<Permission> all = new ArrayList<>();
    for (TemplateResource role : stack.resources("AWS::IAM::Role")) {
      String trust = "trust policy of " + stack.ref(role.id());
      all.addAll(statements(stack, role, trust, "/Properties/AssumeRolePolicyDocument/Statement"));
    }
    for (TemplateResource policy : stack.resources("AWS::IAM::Policy")) {
      all.addAll(
          statements(
              stack, policy, policy.text("PolicyName"), "/Properties/PolicyDocument/Statement"));
    }
    for (TemplateResource permission : stack.resources("AWS::Lambda::Permission")) {
      all.add(
          new Permission(
              stack, permission.id(), permission.id(), "", 0, permission.text("Action")));
    }
    return all;
  }

  private static List<Permission> statements(
      Stack stack, TemplateResource resource, String policy, String at) {
    JsonNode statements = resource.properties().at(at.substring("/Properties".length()));
    return IntStream.range(0, statements.size())
        .boxed()
        .filter(place -> statements.path(place).path("Effect").asString().equals("Allow"))
        .flatMap(place ->
            actions(statements.path(place))
                .map(action -> new Permission(stack, policy, resource.id(), at, place, action)))
        .toList();
  }

  private static Stream<String> actions(JsonNode statement) {
    JsonNode actions = statement.path("Action");
    return actions.isArray()
        ? actions.values().stream().map(JsonNode::asString)
        : Stream.of(actions.asString());
  }

  /// What the emulator says a decision was made by.
  public String key() {
    String label =
        Optional.of(node(stack.template().json()).path("Sid").asString(""))
            .filter(sid -> !sid.isEmpty())
            .orElse("statement " + (statement + 1));
    return "%s, %s, %s".formatted(policy, label, action);
  }

  private JsonNode node(JsonNode template) {
    JsonNode resource = template.path("Resources").path(resource());
    return statements.isEmpty() ? resource : resource.at(statements).path(statement);
  }

  /// The same stacks without it.
  public Assembly outOf(Assembly assembly) {
    Stack changed =
        stack.of(CloudFormationTemplate.parse(without(stack.template().json()).toString()));
    return new Assembly(
        assembly.hub().equals(stack) ? changed : assembly.hub(),
        assembly.archive().equals(stack) ? changed : assembly.archive(),
        assembly.targets().stream().map(one -> one.equals(stack) ? changed : one).toList(),
        assembly.directory());
  }

  private JsonNode without(JsonNode template) {
    if (statements.isEmpty()) {
      ((ObjectNode) template.path("Resources")).remove(resource);
      return template;
    }
    ObjectNode node = (ObjectNode) node(template);
    ArrayNode left = Json.object().putArray("Action");
    actions(node).filter(one -> !one.equals(action)).forEach(left::add);
    if (left.isEmpty()) {
      // A policy must say something, so it says something that nobody asks for.
      left.add("none:Nothing");
    }
    node.set("Action", left);
    return template;
  }

  @Override
  public String toString() {
    return "%s of %s in %s".formatted(action, policy, stack.name());
  }
}
