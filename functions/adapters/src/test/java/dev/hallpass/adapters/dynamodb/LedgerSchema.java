package dev.hallpass.adapters.dynamodb;

import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.INCLUDE;
import static software.amazon.awssdk.services.dynamodb.model.ProjectionType.KEYS_ONLY;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.N;
import static software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType.S;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/// The shape of the ledger's table: its keys, and the sparse indexes that lists are read from. On
/// AWS the stack makes it; where there is no stack, this request does.
public final class LedgerSchema {

  private LedgerSchema() {}

  /// The request that makes the table.
  public static CreateTableRequest named(String name) {
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(
            attribute("grant", S),
            attribute("sequence", N),
            attribute("requester", S),
            attribute("requestedAt", S),
            attribute("approver", S),
            attribute("answerBy", S),
            attribute("due", S),
            attribute("dueAt", S))
        .keySchema(keys("grant", "sequence"))
        .globalSecondaryIndexes(
            index("requester", "requestedAt", "precedent"),
            index("approver", "answerBy"),
            index("due", "dueAt", "dueKind"))
        .build();
  }

  /// The request that makes the table with its stream.
  public static CreateTableRequest streamed(String name) {
    return named(name).toBuilder()
        .streamSpecification(
            stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
        .build();
  }

  private static GlobalSecondaryIndex index(String partition, String sort, String... more) {
    return GlobalSecondaryIndex.builder()
        .indexName(partition)
        .keySchema(keys(partition, sort))
        .projection(
            more.length == 0
                ? Projection.builder().projectionType(KEYS_ONLY).build()
                : Projection.builder().projectionType(INCLUDE).nonKeyAttributes(more).build())
        .build();
  }

  private static List<KeySchemaElement> keys(String partition, String sort) {
    return List.of(key(partition, KeyType.HASH), key(sort, KeyType.RANGE));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}
