package dev.hallpass.emulator.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The engine of a region's tables. It enforces no IAM.
public interface TableEngine extends AutoCloseable {
  /// A client that calls the engine directly.
  DynamoDbClient client();

  /// A client of the tables' streams, as callers have it.
  DynamoDbStreamsClient streams();

  /// The same for the services of the region, which take an empty page for the end of what there
  /// is.
  default DynamoDbStreamsClient fullPages() {
    return streams();
  }

  /// Stops the engine. Nothing is kept.
  @Override
  void close();
}
