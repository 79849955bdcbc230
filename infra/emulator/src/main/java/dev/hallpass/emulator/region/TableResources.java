package dev.hallpass.emulator.region;

import dev.hallpass.emulator.policy.PolicyDocument;
import dev.hallpass.emulator.template.Stack;
import dev.hallpass.emulator.template.TemplateResource;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import tools.jackson.databind.JsonNode;

/// A stack's tables with their policies and streams. Backups and encryption are not emulated,
/// because nothing reads them here.
final class TableResources {
  private TableResources() {}

  /// @param policies receives the policy of each table, by its ARN
  /// @param streams receives the stream of each table that has one
  static void make(
      Stack stack, DynamoDbClient client, TablePolicies policies, TableStreams streams) {
    for (TemplateResource table :
        stack.resources("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")) {
      CreateTableResponse made =
          client.createTable(
              request(stack.ref(table.id()), table.properties(), isProtected(stack, table)));
      if (table.properties().has("StreamSpecification")) {
        streams.add(
            stack.attribute(table.id(), "StreamArn"), made.tableDescription().latestStreamArn());
      }
      JsonNode policy =
          here(stack, table.properties()).path("ResourcePolicy").path("PolicyDocument");
      if (!policy.isMissingNode()) {
        policies.put(
            stack.attribute(table.id(), "Arn"),
            policy.toString(),
            PolicyDocument.resource(policy.toString()));
      }
    }
  }

  private static boolean isProtected(Stack stack, TemplateResource table) {
    return here(stack, table.properties()).path("DeletionProtectionEnabled").asBoolean(false);
  }

  /// The table's properties in this region: a global table has them for each replica.
  private static JsonNode here(Stack stack, JsonNode table) {
    return table.path("Replicas").values().stream()
        .filter(replica -> replica.path("Region").asString().equals(stack.place().region()))
        .findFirst()
        .orElse(table);
  }

  private static CreateTableRequest request(String name, JsonNode table, boolean isProtected) {
    if (!table.path("BillingMode").asString("").equals("PAY_PER_REQUEST")) {
      throw new UnsupportedOperationException("Only BillingMode PAY_PER_REQUEST is emulated");
    }
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .deletionProtectionEnabled(isProtected)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                each(table.path("AttributeDefinitions")).map(TableResources::attribute).toList())
            .keySchema(keys(table));
    List<GlobalSecondaryIndex> indexes =
        each(table.path("GlobalSecondaryIndexes")).map(TableResources::index).toList();
    JsonNode stream = table.path("StreamSpecification");
    if (stream.has("ResourcePolicy")) {
      throw new UnsupportedOperationException("The policy of a stream is not emulated");
    }
    if (stream.isObject()) {
      request.streamSpecification(kept ->
          kept.streamEnabled(true).streamViewType(stream.path("StreamViewType").asString()));
    }
    return (indexes.isEmpty() ? request : request.globalSecondaryIndexes(indexes)).build();
  }

  private static AttributeDefinition attribute(JsonNode attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute.path("AttributeName").asString())
        .attributeType(attribute.path("AttributeType").asString())
        .build();
  }

  private static GlobalSecondaryIndex index(JsonNode index) {
    JsonNode projection = index.path("Projection");
    return GlobalSecondaryIndex.builder()
        .indexName(index.path("IndexName").asString())
        .keySchema(keys(index))
        .projection(projected -> {
          projected.projectionType(projection.path("ProjectionType").asString());
          if (projection.has("NonKeyAttributes")) {
            projected.nonKeyAttributes(
                each(projection.path("NonKeyAttributes")).map(JsonNode::asString).toList());
          }
        })
        .build();
  }

  private static List<KeySchemaElement> keys(JsonNode of) {
    return each(of.path("KeySchema"))
        .map(key ->
            KeySchemaElement.builder()
                .attributeName(key.path("AttributeName").asString())
                .keyType(key.path("KeyType").asString())
                .build())
        .toList();
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return array.values().stream();
  }
}
