package dev.hallpass.emulator.region;

import dev.hallpass.emulator.ses.InMemorySes;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A stack's configuration sets, with their destinations in EventBridge. Of the events only bounces
/// are emulated.
final class MailResources {
  private MailResources() {}

  static void make(Stack stack, InMemorySes ses) {
    for (TemplateResource set : stack.resources("AWS::SES::ConfigurationSet")) {
      String name = stack.ref(set.id());
      ses.createConfigurationSet(made -> made.configurationSet(one -> one.name(name)));
    }
    for (TemplateResource destination :
        stack.resources("AWS::SES::ConfigurationSetEventDestination")) {
      JsonNode says = destination.properties().path("EventDestination");
      if (says.has("EventBridgeDestination") && says.path("Enabled").asBoolean(false)) {
        requireBounces(stack, says);
        ses.tellOfBounces(destination.text("ConfigurationSetName"));
      }
    }
  }

  /// SES knows only the default event bus. [Source](
  /// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-add-event-destination-eventbridge.html)
  private static void requireBounces(Stack stack, JsonNode destination) {
    String bus = destination.path("EventBridgeDestination").path("EventBusArn").asString("");
    if (!bus.equals(stack.place().arn("events", "event-bus/default"))) {
      throw new UnsupportedOperationException("The event bus %s is not emulated".formatted(bus));
    }
    List<String> types =
        destination.path("MatchingEventTypes").values().stream().map(JsonNode::asString).toList();
    if (!types.contains("bounce")) {
      throw new UnsupportedOperationException(
          "MatchingEventTypes %s is not emulated".formatted(types));
    }
  }
}
