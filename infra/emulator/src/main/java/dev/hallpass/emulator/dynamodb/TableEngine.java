package dev.hallpass.emulator.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// What keeps a region's tables. It enforces no IAM.
public interface TableEngine extends AutoCloseable {
  /// A client that calls the engine directly.
  DynamoDbClient client();

  /// A client of the streams that the engine keeps of its tables.
  DynamoDbStreamsClient streams();

  /// Stops the engine; everything in it is gone.
  @Override
  void close();
}
