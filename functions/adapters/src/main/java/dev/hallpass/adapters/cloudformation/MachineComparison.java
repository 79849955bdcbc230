package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Compares a state machine: its definition, its role, its logging and the version of its alias.
final class MachineComparison {

  private final StackTemplate template;
  private final SfnClient stepFunctions;

  MachineComparison(StackTemplate template, SfnClient stepFunctions) {
    this.template = template;
    this.stepFunctions = stepFunctions;
  }

  void compare(Resource resource, Findings findings) {
    try {
      DescribeStateMachineResponse machine =
          stepFunctions.describeStateMachine(get -> get.stateMachineArn(findings.name()));
      findings.compare(
          "definition",
          () -> definition(resource),
          Json.read(machine.definition()),
          () -> update(findings).with("definition", definition(resource)).text());
      findings.compare(
          "role",
          () -> template.text(resource, "RoleArn"),
          machine.roleArn(),
          () -> update(findings).with("role-arn", template.text(resource, "RoleArn")).text());
      Optional<LoggingConfiguration> logging = Optional.ofNullable(machine.loggingConfiguration());
      Supplier<String> log =
          () -> update(findings).with("logging-configuration", asAsked(logging(resource))).text();
      findings.compare(
          "logging level",
          () -> logging(resource).path("Level").asString("OFF"),
          logging.map(LoggingConfiguration::levelAsString).orElse("OFF"),
          log);
      findings.compare(
          "logging of execution data",
          () -> logging(resource).path("IncludeExecutionData").asBoolean(false),
          logging.map(LoggingConfiguration::includeExecutionData).orElse(false),
          log);
    } catch (StateMachineDoesNotExistException _) {
      findings.missing("state machine", () -> Remedies.ANEW);
    }
  }

  private static AwsCommand update(Findings findings) {
    return AwsCommand.of("stepfunctions", "update-state-machine")
        .with("state-machine-arn", findings.name());
  }

  void compareAlias(Resource resource, Findings findings) {
    try {
      var routes =
          stepFunctions
              .describeStateMachineAlias(get -> get.stateMachineAliasArn(findings.name()))
              .routingConfiguration();
      findings.compare(
          "version",
          () ->
              routing(resource)
                  .valueStream()
                  .map(route ->
                      RoutingConfigurationListItem.builder()
                          .stateMachineVersionArn(route.path("StateMachineVersionArn").asString())
                          .weight(route.path("Weight").asInt())
                          .build())
                  .toList(),
          routes,
          () ->
              AwsCommand.of("stepfunctions", "update-state-machine-alias")
                  .with("state-machine-alias-arn", findings.name())
                  .with("routing-configuration", asAsked(routing(resource)))
                  .text());
    } catch (ResourceNotFoundException _) {
      findings.missing(
          "alias",
          () ->
              AwsCommand.of("stepfunctions", "create-state-machine-alias")
                  .with("name", template.text(resource, "Name"))
                  .with("routing-configuration", asAsked(routing(resource)))
                  .text());
    }
  }

  private JsonNode routing(Resource resource) {
    return template.property(resource, "RoutingConfiguration");
  }

  /// In the form of Step Functions: CloudFormation's `Level` is `level` there.
  private static JsonNode asAsked(JsonNode value) {
    if (value.isArray()) {
      ArrayNode items = Json.object().putArray("items");
      value.valueStream().map(MachineComparison::asAsked).forEach(items::add);
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode members = Json.object();
    value.forEachEntry((name, member) ->
        members.set(Character.toLowerCase(name.charAt(0)) + name.substring(1), asAsked(member)));
    return members;
  }

  private JsonNode logging(Resource resource) {
    return template.property(resource, "LoggingConfiguration");
  }

  private JsonNode definition(Resource resource) {
    String text =
        template
            .value(resource, "DefinitionString")
            .orElseThrow(() -> new Undeterminable("only DefinitionString is known here"));
    for (Map.Entry<String, JsonNode> one :
        template.property(resource, "DefinitionSubstitutions").properties()) {
      text = text.replace("${%s}".formatted(one.getKey()), one.getValue().asString());
    }
    return Json.read(text);
  }
}
