package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.DescribeRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares a rule of the default event bus: whether it is on, what it matches, and what it calls.
/// A rule that is off or matches less watches nothing. A rule of another bus only shows grants to
/// others.
final class RuleComparison {

  private final StackTemplate template;
  private final EventBridgeClient events;

  RuleComparison(StackTemplate template, EventBridgeClient events) {
    this.template = template;
    this.events = events;
  }

  void compare(Resource resource, Findings findings) {
    if (template.value(resource, "EventBusName").isPresent()) {
      return;
    }
    try {
      DescribeRuleResponse rule = events.describeRule(describe -> describe.name(findings.name()));
      findings.compare(
          "rule state", () -> state(resource), rule.stateAsString(), () -> put(resource, findings));
      findings.compare(
          "event pattern",
          () -> pattern(resource),
          Optional.ofNullable(rule.eventPattern()).map(Json::read),
          () -> put(resource, findings));
      findings.compare(
          "schedule",
          () -> template.value(resource, "ScheduleExpression"),
          Optional.ofNullable(rule.scheduleExpression()),
          () -> put(resource, findings));
      findings.compare("targets", () -> compareTargets(resource, findings));
    } catch (ResourceNotFoundException _) {
      findings.missing("rule", () -> put(resource, findings));
    }
  }

  private void compareTargets(Resource resource, Findings findings) {
    Map<String, JsonNode> expected = new TreeMap<>();
    template
        .property(resource, "Targets")
        .valueStream()
        .forEach(target -> expected.put(target.path("Id").asString(), target));
    Map<String, JsonNode> found = new TreeMap<>();
    targets(findings.name()).forEach(target -> found.put(target.id(), asInTheTemplate(target)));
    findings.compareEach(
        "target",
        expected.keySet(),
        found.keySet(),
        id -> put(Optional.ofNullable(expected.get(id)).orElseThrow(), findings),
        id ->
            on("remove-targets", findings)
                .with("ids", Json.object().putArray("ids").add(id))
                .text());
    expected.forEach((id, target) -> {
      if (found.containsKey(id)) {
        findings.compare(
            "target " + id, () -> asCompared(target), found.get(id), () -> put(target, findings));
      }
    });
  }

  private static String put(JsonNode target, Findings findings) {
    return on("put-targets", findings)
        .with("targets", Json.object().putArray("targets").add(target))
        .text();
  }

  /// No rule has more targets than a page (source: EventBridge, quotas).
  private List<Target> targets(String rule) {
    return events.listTargetsByRule(list -> list.rule(rule)).targets();
  }

  /// What a target calls, by which role, and with what text.
  private static JsonNode asInTheTemplate(Target target) {
    ObjectNode tree = Json.object();
    tree.put("Arn", target.arn());
    Optional.ofNullable(target.roleArn()).ifPresent(role -> tree.put("RoleArn", role));
    Optional.ofNullable(target.inputTransformer())
        .ifPresent(text -> tree.put("InputTemplate", text.inputTemplate()));
    return tree;
  }

  private static JsonNode asCompared(JsonNode target) {
    ObjectNode tree = Json.object();
    tree.set("Arn", target.path("Arn"));
    if (target.has("RoleArn")) {
      tree.set("RoleArn", target.path("RoleArn"));
    }
    if (target.has("InputTransformer")) {
      tree.set("InputTemplate", target.at("/InputTransformer/InputTemplate"));
    }
    return tree;
  }

  private String state(Resource resource) {
    return template.value(resource, "State").orElse("ENABLED");
  }

  private Optional<JsonNode> pattern(Resource resource) {
    return Optional.of(template.property(resource, "EventPattern")).filter(JsonNode::isObject);
  }

  private String put(Resource resource, Findings findings) {
    AwsCommand command =
        AwsCommand.of("events", "put-rule")
            .with("name", findings.name())
            .with("state", state(resource));
    Optional<JsonNode> pattern = pattern(resource);
    Optional<String> schedule = template.value(resource, "ScheduleExpression");
    if (pattern.isPresent()) {
      command = command.with("event-pattern", pattern.get());
    }
    return schedule.isPresent()
        ? command.with("schedule-expression", schedule.get()).text()
        : command.text();
  }

  private static AwsCommand on(String operation, Findings findings) {
    return AwsCommand.of("events", operation).with("rule", findings.name());
  }
}
