package dev.hallpass.adapters.cloudformation;

import dev.hallpass.adapters.cloudformation.StackTemplate.Resource;
import dev.hallpass.adapters.json.Json;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import tools.jackson.databind.JsonNode;

/// What a state machine does, as whom, what of it is logged, and which version its alias leads to.
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
      findings.compare("definition", () -> definition(resource), Json.read(machine.definition()));
      findings.compare(
          "role", () -> template.value(resource, "RoleArn"), Optional.of(machine.roleArn()));
      Optional<LoggingConfiguration> logging = Optional.ofNullable(machine.loggingConfiguration());
      findings.compare(
          "logging level",
          () -> logging(resource).path("Level").asString("OFF"),
          logging.map(LoggingConfiguration::levelAsString).orElse("OFF"));
      findings.compare(
          "logging of execution data",
          () -> logging(resource).path("IncludeExecutionData").asBoolean(false),
          logging.map(LoggingConfiguration::includeExecutionData).orElse(false));
    } catch (StateMachineDoesNotExistException _) {
      findings.missing("state machine");
    }
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
              template
                  .property(resource, "RoutingConfiguration")
                  .valueStream()
                  .map(route ->
                      RoutingConfigurationListItem.builder()
                          .stateMachineVersionArn(route.path("StateMachineVersionArn").asString())
                          .weight(route.path("Weight").asInt())
                          .build())
                  .toList(),
          routes);
    } catch (ResourceNotFoundException _) {
      findings.missing("alias");
    }
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
