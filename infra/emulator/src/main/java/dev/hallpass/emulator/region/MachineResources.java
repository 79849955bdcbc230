package dev.hallpass.emulator.region;

import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.Map;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import tools.jackson.databind.JsonNode;

/// A stack's state machines with their versions and aliases.
final class MachineResources {
  private MachineResources() {}

  static void make(Stack stack, SfnClient client) {
    for (TemplateResource machine : stack.resources("AWS::StepFunctions::StateMachine")) {
      client.createStateMachine(made ->
          made.name(stack.attribute(machine.id(), "Name"))
              .roleArn(machine.text("RoleArn"))
              .definition(definition(machine))
              .loggingConfiguration(logging(machine)));
    }
    for (TemplateResource version : stack.resources("AWS::StepFunctions::StateMachineVersion")) {
      client.publishStateMachineVersion(
          published -> published.stateMachineArn(version.text("StateMachineArn")));
    }
    for (TemplateResource alias : stack.resources("AWS::StepFunctions::StateMachineAlias")) {
      client.createStateMachineAlias(made ->
          made.name(alias.text("Name"))
              .routingConfiguration(
                  RoutingConfigurationListItem.builder()
                      .stateMachineVersionArn(version(alias))
                      .weight(100)
                      .build()));
    }
  }

  private static LoggingConfiguration logging(TemplateResource machine) {
    JsonNode logging = machine.properties().path("LoggingConfiguration");
    return LoggingConfiguration.builder()
        .level(logging.path("Level").asString("OFF"))
        .includeExecutionData(logging.path("IncludeExecutionData").asBoolean(false))
        .build();
  }

  /// The version that all executions use in the end, at once or in steps.
  private static String version(TemplateResource alias) {
    JsonNode routes = alias.properties().path("RoutingConfiguration");
    JsonNode holder =
        routes.isEmpty() ? alias.properties().path("DeploymentPreference") : routes.path(0);
    return holder.required("StateMachineVersionArn").asString();
  }

  private static String definition(TemplateResource machine) {
    String definition = machine.text("DefinitionString");
    JsonNode substitutions = machine.properties().path("DefinitionSubstitutions");
    for (Map.Entry<String, JsonNode> one : substitutions.properties()) {
      definition = definition.replace("${%s}".formatted(one.getKey()), one.getValue().asString());
    }
    return definition;
  }
}
