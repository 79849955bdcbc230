package dev.hallpass.emulator.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/// DynamoDB Local in this process and in memory: AWS's own engine, without a socket. It enforces no
/// IAM.
public final class EmbeddedDynamoDb implements TableEngine {

  private static final boolean DISABLE_TELEMETRY = true;

  private final AmazonDynamoDBLocal engine = DynamoDBEmbedded.create(DISABLE_TELEMETRY);

  @Override
  public DynamoDbClient client() {
    return engine.dynamoDbClient();
  }

  @Override
  public DynamoDbStreamsClient streams() {
    return engine.dynamoDbStreamsClient();
  }

  @Override
  public void close() {
    engine.shutdownNow();
  }
}
