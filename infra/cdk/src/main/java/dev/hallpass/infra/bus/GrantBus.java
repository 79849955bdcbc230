package dev.hallpass.infra.bus;

import dev.hallpass.infra.shared.Handler;
import dev.hallpass.infra.shared.ResourceDenial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.events.CfnEventBusPolicy;
import software.amazon.awscdk.services.events.EventBus;
import software.amazon.awscdk.services.eventschemas.CfnRegistry;
import software.amazon.awscdk.services.eventschemas.CfnSchema;
import software.constructs.Construct;
import tools.jackson.databind.json.JsonMapper;

/// The event bus on which other systems learn of each turn of a grant and of who was blocked, with
/// the schemas of the events.
public final class GrantBus extends Construct {

  private final EventBus bus;

  /// @param schemas the folder with the JSON Schemas of the events
  public GrantBus(Construct scope, Path schemas) {
    super(scope, "Turns");
    bus =
        EventBus.Builder.create(this, "Bus")
            .description("Each turn of a grant of Hallpass. infra/README.md says how to use it")
            .build();
    describe(schemas);
  }

  private void describe(Path schemas) {
    CfnRegistry registry =
        CfnRegistry.Builder.create(this, "Schemas")
            .description("The events that Hallpass puts on its bus")
            .build();
    describe("Turn", schemas.resolve("schema.json"), registry);
    describe("Person", schemas.resolve("people/schema.json"), registry);
  }

  private void describe(String name, Path schema, CfnRegistry registry) {
    CfnSchema.Builder.create(this, name)
        .registryName(registry.getAttrRegistryName())
        .schemaName("hallpass@" + name)
        .type("JSONSchemaDraft4")
        .content(compact(schema))
        .build();
  }

  private static String compact(Path file) {
    try {
      return JsonMapper.shared().readTree(Files.readString(file)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes functions the only ones that put events on the bus: a consumer believes what it reads
  /// there.
  public void fedBy(List<Handler> handlers) {
    for (Handler handler : handlers) {
      handler.tell("BUS", bus.getEventBusName());
      handler.allow(List.of("events:PutEvents"), List.of(bus.getEventBusArn()));
    }
    CfnEventBusPolicy.Builder.create(this, "OnlyHallpass")
        .eventBusName(bus.getEventBusName())
        .statementId("OnlyHallpassPutsEvents")
        .statement(
            new ResourceDenial("OnlyHallpassPutsEvents", "events:PutEvents")
                .on(bus.getEventBusArn())
                .except(handlers.stream().map(Handler::roleArn).toList())
                .statement()
                .toJSON())
        .build();
  }

  /// Lets a function read who may put events on the bus.
  public void describableBy(Handler handler) {
    handler.allow(List.of("events:DescribeEventBus"), List.of(bus.getEventBusArn()));
  }

  public String name() {
    return bus.getEventBusName();
  }

  /// The pattern of the ARNs of its rules.
  String rules() {
    Stack stack = Stack.of(this);
    return "arn:%s:events:%s:%s:rule/%s/*"
        .formatted(stack.getPartition(), stack.getRegion(), stack.getAccount(), name());
  }

  public String arn() {
    return bus.getEventBusArn();
  }
}
