package dev.hallpass.emulator.dynamodb;

import dev.hallpass.emulator.Emulated;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
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
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// The part of DynamoDB that a ledger needs, for tests with many ledgers: PartiQL's `INSERT` and
/// queries by keys, without paging, scans, and streams in shards. It refuses everything else.
public final class InMemoryDynamoDb implements TableEngine {
  private static final Pattern INSERT =
      Pattern.compile("INSERT INTO \"(?<table>[^\"]+)\" VALUE \\{(?<members>.*)}");
  private static final Pattern MEMBER = Pattern.compile("'(\\w+)': \\?(?:, |$)");

  /// [Source](
  /// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html)
  private static final int MOST_SHARDS = 100;

  /// [Source](
  /// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html)
  private static final int MOST_RECORDS = 1000;

  private final Map<String, Table> tables = new ConcurrentSkipListMap<>();
  private final boolean overwrites;
  private final InstantSource clock;
  private final Supplier<Duration> lag;
  private final AtomicReference<BooleanSupplier> emptiness = new AtomicReference<>(() -> false);

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
    return Emulated.client(
        DynamoDbStreamsClient.class, new Streams(() -> emptiness.get().getAsBoolean()));
  }

  @Override
  public DynamoDbStreamsClient fullPages() {
    return Emulated.client(DynamoDbStreamsClient.class, new Streams(() -> false));
  }

  /// From now on, asks before each page of records that a caller of the streams gets whether the
  /// page is empty, although there may be records: DynamoDB can answer so. [Source](
  /// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html)
  public void emptyPages(BooleanSupplier isEmpty) {
    emptiness.set(isEmpty);
  }

  /// Ends every open shard of a table's stream and opens several for each, as DynamoDB does every
  /// few hours or when a table grows.
  public void splitShards(String table, int children) {
    table(table).shards().split(children, clock.instant());
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

  /// What a statement inserts.
  private record Insert(String table, Map<String, AttributeValue> item) {

    static Insert of(String statement, List<AttributeValue> parameters) {
      Matcher insert = INSERT.matcher(statement);
      if (!insert.matches()) {
        throw new UnsupportedOperationException("Not emulated: " + statement);
      }
      Map<String, AttributeValue> item = new TreeMap<>();
      Matcher member = MEMBER.matcher(insert.group("members"));
      int end = 0;
      while (member.lookingAt()) {
        item.put(member.group(1), parameters.get(item.size()));
        end = member.end();
        member.region(end, insert.group("members").length());
      }
      if (end != insert.group("members").length() || item.size() != parameters.size()) {
        throw new UnsupportedOperationException("Not emulated: " + statement);
      }
      return new Insert(insert.group("table"), item);
    }
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
      Insert insert = Insert.of(request.statement(), request.parameters());
      Table table = table(insert.table());
      if (overwrites) {
        table.put(insert.item(), clock.instant());
      } else {
        table.insert(insert.item(), clock.instant());
      }
      return ExecuteStatementResponse.builder().build();
    }

    @Override
    public ExecuteTransactionResponse executeTransaction(ExecuteTransactionRequest request) {
      List<Insert> inserts =
          request.transactStatements().stream()
              .map(one -> Insert.of(one.statement(), one.parameters()))
              .toList();
      if (inserts.stream().map(Insert::table).distinct().count() != 1) {
        throw new UnsupportedOperationException("A transaction of several tables");
      }
      Table table = table(inserts.getFirst().table());
      List<Map<String, AttributeValue>> items = inserts.stream().map(Insert::item).toList();
      if (overwrites) {
        items.forEach(item -> table.put(item, clock.instant()));
      } else {
        table.insertAll(items, clock.instant());
      }
      return ExecuteTransactionResponse.builder().build();
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
      return table(request.tableName()).scan(request);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
      return table(request.tableName())
          .get(request.key())
          .map(item -> GetItemResponse.builder().item(item).build())
          .orElseGet(() -> GetItemResponse.builder().build());
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
      if (request.conditionExpression() != null) {
        throw new UnsupportedOperationException("A condition is not emulated");
      }
      table(request.tableName()).delete(request.key(), clock.instant());
      return DeleteItemResponse.builder().build();
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

  /// An iterator is a stream with a place in one of its shards.
  private final class Streams implements DynamoDbStreamsClient {
    private final BooleanSupplier isEmpty;

    Streams(BooleanSupplier isEmpty) {
      this.isEmpty = isEmpty;
    }

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
      Table table = streaming(request.streamArn());
      List<Shard> left =
          table.shards().shards(clock.instant()).stream()
              .filter(shard ->
                  request.exclusiveStartShardId() == null
                      || shard.shardId().compareTo(request.exclusiveStartShardId()) > 0)
              .toList();
      int size = Optional.ofNullable(request.limit()).orElse(MOST_SHARDS);
      List<Shard> page = left.stream().limit(size).toList();
      return DescribeStreamResponse.builder()
          .streamDescription(
              StreamDescription.builder()
                  .streamArn(request.streamArn())
                  .streamStatus(StreamStatus.ENABLED)
                  .tableName(table.description().tableName())
                  .shards(page)
                  .lastEvaluatedShardId(page.size() < left.size() ? page.getLast().shardId() : null)
                  .build())
          .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      TableShards.Place place =
          streaming(request.streamArn())
              .shards()
              .place(
                  request.shardId(),
                  request.shardIteratorType(),
                  request.sequenceNumber(),
                  clock.instant());
      return GetShardIteratorResponse.builder()
          .shardIterator(iterator(request.streamArn(), place))
          .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      int bar = request.shardIterator().lastIndexOf('|');
      String stream = request.shardIterator().substring(0, bar);
      TableShards.Place from = TableShards.Place.of(request.shardIterator().substring(bar + 1));
      int limit = Optional.ofNullable(request.limit()).orElse(MOST_RECORDS);
      TableShards.Page page =
          streaming(stream)
              .shards()
              .page(from, isEmpty.getAsBoolean() ? 0 : limit, clock.instant());
      return GetRecordsResponse.builder()
          .records(page.records())
          .nextShardIterator(page.next().map(next -> iterator(stream, next)).orElse(null))
          .build();
    }

    private Table streaming(String stream) {
      return tables.values().stream()
          .filter(table -> table.stream().equals(stream))
          .findFirst()
          .orElseThrow(() ->
              ResourceNotFoundException.builder()
                  .message("Requested resource not found: Stream: %s not found".formatted(stream))
                  .build());
    }

    private static String iterator(String stream, TableShards.Place place) {
      return stream + "|" + place.text();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
