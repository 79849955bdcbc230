package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares who may put events on a bus. A bus of the stack has the statements of the template and
/// no others. The default bus, which is everybody's, has those of the template among others.
final class BusComparison {

  static final String POLICY = "AWS::Events::EventBusPolicy";

  static final String DEFAULT = "default";

  private final StackTemplate template;
  private final EventBridgeClient events;
  private final Map<String, Optional<JsonNode>> policies = new HashMap<>();

  BusComparison(StackTemplate template, EventBridgeClient events) {
    this.template = template;
    this.events = events;
  }

  /// Compares a bus of the stack.
  void compare(Findings findings) {
    try {
      Optional<JsonNode> found = policy(findings.name());
      findings.compare("resource policy", () -> comparePolicy(findings, found));
    } catch (ResourceNotFoundException _) {
      findings.missing("bus", () -> Remedies.ANEW);
    }
  }

  private void comparePolicy(Findings findings, Optional<JsonNode> found) {
    JsonNode expected =
        policy(
            template.resources(POLICY).stream()
                .filter(one -> bus(one).equals(findings.name()))
                .map(this::statement)
                .toList());
    Supplier<String> put =
        () ->
            AwsCommand.of("events", "put-permission")
                .with("event-bus-name", findings.name())
                .with("policy", expected)
                .text();
    if (found.isEmpty()) {
      findings.missing("resource policy", put);
    } else {
      findings.compare(
          "resource policy", () -> PolicyTree.of(expected), PolicyTree.of(found.get()), put);
    }
  }

  /// Compares a statement of the template on the default bus. No command of EventBridge writes one
  /// statement with conditions beside those of others.
  void compareOnDefault(Resource resource, Findings findings) {
    if (!bus(resource).equals(DEFAULT)) {
      return;
    }
    String id = id(resource);
    Optional<PolicyTree> found =
        policy(DEFAULT).stream()
            .flatMap(policy -> policy.path("Statement").valueStream())
            .filter(one -> one.path("Sid").asString("").equals(id))
            .map(one -> PolicyTree.of(policy(List.of(one))))
            .findFirst();
    if (found.isEmpty()) {
      findings.missing("statement " + id, () -> Remedies.BY_HAND);
    } else {
      findings.compare(
          "statement " + id,
          () -> PolicyTree.of(policy(List.of(statement(resource)))),
          found.get(),
          () -> Remedies.BY_HAND);
    }
  }

  private String bus(Resource policy) {
    return template.value(policy, "EventBusName").orElse(DEFAULT);
  }

  private String id(Resource policy) {
    return template.text(policy, "StatementId");
  }

  /// The statement as EventBridge keeps it: under its name.
  private JsonNode statement(Resource policy) {
    ObjectNode statement = (ObjectNode) template.property(policy, "Statement").deepCopy();
    return statement.put("Sid", id(policy));
  }

  private static ObjectNode policy(List<JsonNode> statements) {
    ObjectNode policy = Json.object().put("Version", "2012-10-17");
    ArrayNode all = policy.putArray("Statement");
    statements.forEach(all::add);
    return policy;
  }

  /// Read once for each bus, whose statements are compared one by one.
  private Optional<JsonNode> policy(String bus) {
    return policies.computeIfAbsent(bus, this::described);
  }

  private Optional<JsonNode> described(String bus) {
    return Stream.ofNullable(events.describeEventBus(describe -> describe.name(bus)).policy())
        .map(Json::read)
        .findFirst();
  }
}
