package dev.hallpass.emulator.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The engine of a region's tables. It enforces no IAM.
public interface TableEngine extends AutoCloseable {
  /// A client that calls the engine directly.
  DynamoDbClient client();

  /// A client of the tables' streams.
  DynamoDbStreamsClient streams();

  /// Stops the engine. Nothing is kept.
  @Override
  void close();
}
