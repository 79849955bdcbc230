package dev.hallpass.emulator.region;

import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The streams under the stack's names. As on AWS, an iterator begins with the ARN of its stream.
final class StreamFront implements DynamoDbStreamsClient {
  private final DynamoDbStreamsClient engine;
  private final TableStreams streams;

  StreamFront(DynamoDbStreamsClient engine, TableStreams streams) {
    this.engine = engine;
    this.streams = streams;
  }

  @Override
  public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
    String arn = request.streamArn();
    DescribeStreamResponse response =
        engine.describeStream(request.toBuilder().streamArn(streams.inEngine(arn)).build());
    return response.toBuilder()
        .streamDescription(response.streamDescription().toBuilder().streamArn(arn).build())
        .build();
  }

  @Override
  public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
    String arn = request.streamArn();
    String iterator =
        engine
            .getShardIterator(request.toBuilder().streamArn(streams.inEngine(arn)).build())
            .shardIterator();
    return GetShardIteratorResponse.builder().shardIterator(arn + "|" + iterator).build();
  }

  @Override
  public GetRecordsResponse getRecords(GetRecordsRequest request) {
    int bar = request.shardIterator().indexOf('|');
    String arn = request.shardIterator().substring(0, bar);
    GetRecordsResponse page =
        engine.getRecords(
            request.toBuilder().shardIterator(request.shardIterator().substring(bar + 1)).build());
    return page.nextShardIterator() == null
        ? page
        : page.toBuilder().nextShardIterator(arn + "|" + page.nextShardIterator()).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
