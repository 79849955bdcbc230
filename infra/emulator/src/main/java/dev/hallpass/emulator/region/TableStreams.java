package dev.hallpass.emulator.region;

import dev.hallpass.emulator.Emulated;
import dev.hallpass.emulator.account.Account;
import dev.hallpass.emulator.lambda.InMemoryLambda;
import dev.hallpass.emulator.template.PseudoParameters;
import dev.hallpass.emulator.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The streams of a region's tables, with their readers. As a gate of the tables, it notices every
/// change, no matter who makes it.
final class TableStreams implements Emulated.Gate {
  private final PseudoParameters place;
  private final Timeline timeline;
  private final DynamoDbStreamsClient engine;
  private final Map<String, TableStream> streams = new ConcurrentHashMap<>();
  private final List<StreamReader> readers = new CopyOnWriteArrayList<>();

  TableStreams(PseudoParameters place, Timeline timeline, DynamoDbStreamsClient engine) {
    this.place = place;
    this.timeline = timeline;
    this.engine = engine;
  }

  /// @param arn the stream's ARN in the stack
  /// @param engineArn the stream's ARN in the engine
  void add(String arn, String engineArn) {
    streams.put(arn, new TableStream(place, arn, engineArn, engine, timeline));
  }

  /// The stack's ARN of the stream with this ARN in the engine.
  String named(String engineArn) {
    return streams.entrySet().stream()
        .filter(stream -> stream.getValue().isOf(engineArn))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(engineArn);
  }

  /// The engine's ARN of the stream with this ARN in the stack.
  ///
  /// @throws ResourceNotFoundException if there is no such stream
  String inEngine(String arn) {
    return Optional.ofNullable(streams.get(arn))
        .map(TableStream::engineArn)
        .orElseThrow(() ->
            ResourceNotFoundException.builder()
                .message("Requested resource not found: Stream: %s not found".formatted(arn))
                .build());
  }

  /// Lets Lambda read a stream for a function.
  ///
  /// @throws UnsupportedOperationException if the source is not the stream of a table
  /// @throws IllegalArgumentException if the function does not exist
  void add(EventSourceMapping mapping, Account account, InMemoryLambda lambda) {
    TableStream stream =
        Optional.ofNullable(streams.get(mapping.source()))
            .orElseThrow(() ->
                new UnsupportedOperationException(
                    "The event source %s is not emulated".formatted(mapping.source())));
    readers.add(new StreamReader(stream, mapping, account, lambda, timeline));
  }

  @Override
  public void enter(SdkRequest request) {}

  @Override
  public void leave(SdkRequest request) {
    // Most calls are queries, and those change nothing.
    if (!(request instanceof QueryRequest)) {
      streams.values().forEach(TableStream::written);
    }
  }

  void redeliver() {
    readers.forEach(StreamReader::beginAgain);
  }
}
