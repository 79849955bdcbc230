package dev.hallpass.emulator.dynamodb;

import dev.hallpass.emulator.Emulated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The part of DynamoDB that a ledger needs, for tests with many ledgers: PartiQL's `INSERT` and
/// queries by keys, without paging. It refuses everything else.
public final class InMemoryDynamoDb implements TableEngine {
  private static final Pattern INSERT =
      Pattern.compile("INSERT INTO \"(?<table>[^\"]+)\" VALUE \\{(?<members>.*)}");
  private static final Pattern MEMBER = Pattern.compile("'(\\w+)': \\?(?:, |$)");

  private final Map<String, Table> tables = new ConcurrentSkipListMap<>();
  private final boolean overwrites;
  private final InstantSource clock;
  private final Supplier<Duration> lag;

  public InMemoryDynamoDb() {
    this(false);
  }

  /// @param overwrites whether an `INSERT` replaces an item. It never does on AWS; this shows the
  ///   effect of such a fault.
  public InMemoryDynamoDb(boolean overwrites) {
    this(overwrites, InstantSource.fixed(Instant.EPOCH), () -> Duration.ZERO);
  }

  /// @param overwrites whether an `INSERT` replaces an item. It never does on AWS; this shows the
  ///   effect of such a fault.
  /// @param lag the time for which an inconsistent query does not show an insert, asked once for
  ///   each such query. Queries of an index are never consistent.
  public InMemoryDynamoDb(boolean overwrites, InstantSource clock, Supplier<Duration> lag) {
    this.overwrites = overwrites;
    this.clock = clock;
    this.lag = lag;
  }

  @Override
  public DynamoDbClient client() {
    return new Operations();
  }

  @Override
  public DynamoDbStreamsClient streams() {
    return Emulated.client(DynamoDbStreamsClient.class, new Streams());
  }

  @Override
  public void close() {
    tables.clear();
  }

  private Table table(String name) {
    Table table = tables.get(name);
    if (table == null) {
      throw ResourceNotFoundException.builder()
          .message("Cannot do operations on a non-existent table")
          .build();
    }
    return table;
  }

  private final class Operations implements DynamoDbClient {
    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
      Table table = new Table(request);
      tables.put(request.tableName(), table);
      return CreateTableResponse.builder().tableDescription(table.description()).build();
    }

    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
      return DescribeTableResponse.builder()
          .table(table(request.tableName()).description())
          .build();
    }

    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
      Matcher insert = INSERT.matcher(request.statement());
      if (!insert.matches()) {
        throw new UnsupportedOperationException("Not emulated: " + request.statement());
      }
      Map<String, AttributeValue> item = new TreeMap<>();
      Matcher member = MEMBER.matcher(insert.group("members"));
      int end = 0;
      while (member.lookingAt()) {
        item.put(member.group(1), request.parameters().get(item.size()));
        end = member.end();
        member.region(end, insert.group("members").length());
      }
      if (end != insert.group("members").length() || item.size() != request.parameters().size()) {
        throw new UnsupportedOperationException("Not emulated: " + request.statement());
      }
      Table table = table(insert.group("table"));
      if (overwrites) {
        table.put(item, clock.instant());
      } else {
        table.insert(item, clock.instant());
      }
      return ExecuteStatementResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      boolean isConsistent =
          request.indexName() == null && Boolean.TRUE.equals(request.consistentRead());
      Instant until = isConsistent ? clock.instant() : clock.instant().minus(lag.get());
      List<Map<String, AttributeValue>> items = table(request.tableName()).query(request, until);
      return QueryResponse.builder().items(items).count(items.size()).build();
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
      if (request.filterExpression() != null || request.indexName() != null) {
        throw new UnsupportedOperationException("A scan that leaves something out");
      }
      List<Map<String, AttributeValue>> items = table(request.tableName()).all();
      return ScanResponse.builder().items(items).count(items.size()).build();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      return table(request.tableName())
          .get(request.key())
          .map(item -> GetItemResponse.builder().item(item).build())
          .orElseGet(() -> GetItemResponse.builder().build());
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
      if (request.conditionExpression() != null) {
        throw new UnsupportedOperationException("A condition is not emulated");
      }
      table(request.tableName()).put(request.item(), clock.instant());
      return PutItemResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  /// One shard for each stream. An iterator is a stream with the number of records read from it.
  private final class Streams implements DynamoDbStreamsClient {
    private static final String SHARD = "shardId-0";

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
      return DescribeStreamResponse.builder()
          .streamDescription(
              StreamDescription.builder()
                  .streamArn(request.streamArn())
                  .shards(Shard.builder().shardId(SHARD).build())
                  .build())
          .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      String from = request.sequenceNumber() == null ? "0" : request.sequenceNumber();
      return GetShardIteratorResponse.builder()
          .shardIterator(request.streamArn() + "|" + from)
          .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      int bar = request.shardIterator().lastIndexOf('|');
      String stream = request.shardIterator().substring(0, bar);
      int from = Integer.parseInt(request.shardIterator().substring(bar + 1));
      List<Record> records =
          tables.values().stream()
              .filter(table -> table.stream().equals(stream))
              .findFirst()
              .orElseThrow()
              .recordsFrom(from);
      return GetRecordsResponse.builder()
          .records(records)
          .nextShardIterator(stream + "|" + (from + records.size()))
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
