package dev.hallpass.emulator.dynamodb;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingModeSummary;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DuplicateItemException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The items of one table, and the records of their changes. It is safe for threads; each operation
/// is atomic.
final class Table {
  private final CreateTableRequest made;
  private final Map<String, Map<Map<String, AttributeValue>, Item>> items = new LinkedHashMap<>();
  private final Map<String, Map<String, List<Item>>> indexed = new HashMap<>();
  private final TableShards shards = new TableShards();

  Table(CreateTableRequest made) {
    this.made = made;
    indexes().forEach(index -> indexed.put(index.indexName(), new HashMap<>()));
  }

  /// The engine's name of the table's stream.
  String stream() {
    return "arn:aws:dynamodb:ddblocal:000000000000:table/" + made.tableName() + "/stream/0";
  }

  TableDescription description() {
    TableDescription.Builder description =
        TableDescription.builder()
            .tableName(made.tableName())
            .tableStatus(TableStatus.ACTIVE)
            .attributeDefinitions(made.attributeDefinitions())
            .keySchema(made.keySchema())
            .deletionProtectionEnabled(made.deletionProtectionEnabled())
            .billingModeSummary(
                BillingModeSummary.builder().billingMode(made.billingMode()).build())
            .globalSecondaryIndexes(indexes().stream().map(Table::description).toList());
    if (made.streamSpecification() != null) {
      description.streamSpecification(made.streamSpecification()).latestStreamArn(stream());
    }
    return description.build();
  }

  private static GlobalSecondaryIndexDescription description(GlobalSecondaryIndex index) {
    return GlobalSecondaryIndexDescription.builder()
        .indexName(index.indexName())
        .keySchema(index.keySchema())
        .projection(index.projection())
        .build();
  }

  private List<GlobalSecondaryIndex> indexes() {
    return made.hasGlobalSecondaryIndexes() ? made.globalSecondaryIndexes() : List.of();
  }

  synchronized void insert(Map<String, AttributeValue> item, Instant now) {
    if (get(item).isPresent()) {
      throw DuplicateItemException.builder()
          .message("Duplicate primary key exists in table")
          .build();
    }
    put(item, now);
  }

  /// Inserts all items or none. [Source](
  /// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.multiplestatements.transactions.html)
  synchronized void insertAll(List<Map<String, AttributeValue>> all, Instant now) {
    List<CancellationReason> reasons =
        all.stream()
            .map(item -> get(item).isPresent() ? "DuplicateItem" : "None")
            .map(code -> CancellationReason.builder().code(code).build())
            .toList();
    if (reasons.stream().anyMatch(reason -> !reason.code().equals("None"))) {
      throw TransactionCanceledException.builder()
          .message("Transaction cancelled, please refer cancellation reasons for specific reasons")
          .cancellationReasons(reasons)
          .build();
    }
    all.forEach(item -> put(item, now));
  }

  synchronized void put(Map<String, AttributeValue> item, Instant now) {
    Optional<Item> before = item(item);
    Item after = new Item(new TreeMap<>(item), before.map(Item::since).orElse(now));
    items
        .computeIfAbsent(partition(made.keySchema(), item), _ -> new LinkedHashMap<>())
        .put(key(made.keySchema(), item), after);
    before.ifPresent(this::removeFromIndexes);
    for (GlobalSecondaryIndex index : indexes()) {
      if (hasKey(index, item)) {
        Objects.requireNonNull(indexed.get(index.indexName()))
            .computeIfAbsent(partition(index.keySchema(), item), _ -> new ArrayList<>())
            .add(after);
      }
    }
    changed(
        before.isPresent() ? OperationType.MODIFY : OperationType.INSERT,
        item,
        change -> change.newImage(item).oldImage(before.map(Item::values).orElse(null)),
        now);
  }

  synchronized void delete(Map<String, AttributeValue> key, Instant now) {
    item(key)
        .ifPresent(before -> {
          Objects.requireNonNull(items.get(partition(made.keySchema(), key)))
              .remove(key(made.keySchema(), key));
          removeFromIndexes(before);
          changed(OperationType.REMOVE, key, change -> change.oldImage(before.values()), now);
        });
  }

  private void removeFromIndexes(Item before) {
    for (GlobalSecondaryIndex index : indexes()) {
      if (hasKey(index, before.values())) {
        Optional.ofNullable(
                Objects.requireNonNull(indexed.get(index.indexName()))
                    .get(partition(index.keySchema(), before.values())))
            .ifPresent(list -> list.remove(before));
      }
    }
  }

  private static boolean hasKey(GlobalSecondaryIndex index, Map<String, AttributeValue> item) {
    return index.keySchema().stream().allMatch(key -> item.containsKey(key.attributeName()));
  }

  private void changed(
      OperationType change,
      Map<String, AttributeValue> item,
      Consumer<StreamRecord.Builder> images,
      Instant now) {
    if (made.streamSpecification() == null) {
      return;
    }
    shards.add(
        partition(made.keySchema(), item),
        number ->
            Record.builder()
                .eventName(change)
                .eventVersion("1.1")
                .dynamodb(
                    StreamRecord.builder()
                        .applyMutation(images)
                        .keys(key(made.keySchema(), item))
                        .approximateCreationDateTime(now.truncatedTo(ChronoUnit.SECONDS))
                        .sequenceNumber(number)
                        .sizeBytes(1L)
                        .streamViewType(made.streamSpecification().streamViewType())
                        .build())
                .build());
  }

  TableShards shards() {
    return shards;
  }

  synchronized Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
    return item(key).map(Item::values);
  }

  private Optional<Item> item(Map<String, AttributeValue> key) {
    return Optional.ofNullable(items.get(partition(made.keySchema(), key)))
        .flatMap(some -> Optional.ofNullable(some.get(key(made.keySchema(), key))));
  }

  /// A page of all items. It names the last one if the limit is reached, even when nothing follows.
  /// [Source](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html)
  synchronized ScanResponse scan(ScanRequest request) {
    List<Map<String, AttributeValue>> all =
        items.values().stream().flatMap(some -> some.values().stream()).map(Item::values).toList();
    int from = request.hasExclusiveStartKey() ? placeAfter(all, request.exclusiveStartKey()) : 0;
    int size = request.limit() == null ? all.size() : request.limit();
    List<Map<String, AttributeValue>> page = all.stream().skip(from).limit(size).toList();
    return ScanResponse.builder()
        .items(page)
        .count(page.size())
        .scannedCount(page.size())
        .lastEvaluatedKey(
            request.limit() != null && page.size() == size
                ? key(made.keySchema(), page.getLast())
                : null)
        .build();
  }

  private int placeAfter(
      List<Map<String, AttributeValue>> all, Map<String, AttributeValue> lastRead) {
    Map<String, AttributeValue> last = key(made.keySchema(), lastRead);
    return 1
        + IntStream.range(0, all.size())
            .filter(place -> key(made.keySchema(), all.get(place)).equals(last))
            .findFirst()
            .orElseThrow(
                () -> new UnsupportedOperationException("A scan after an item that is not there"));
  }

  /// The items that a query finds among those inserted up to a moment.
  synchronized List<Map<String, AttributeValue>> query(QueryRequest request, Instant until) {
    if (request.filterExpression() != null || request.hasExclusiveStartKey()) {
      throw new UnsupportedOperationException("A query by more than keys is not emulated");
    }
    KeyCondition condition = KeyCondition.of(request);
    Optional<GlobalSecondaryIndex> index =
        Optional.ofNullable(request.indexName())
            .map(name ->
                indexes().stream()
                    .filter(one -> one.indexName().equals(name))
                    .findFirst()
                    .orElseThrow());
    List<KeySchemaElement> schema =
        index.map(GlobalSecondaryIndex::keySchema).orElse(made.keySchema());
    String partition = name(schema, KeyType.HASH).orElseThrow();
    Optional<String> sort = name(schema, KeyType.RANGE);
    String value = text(condition.equal(partition));
    Collection<Item> candidates =
        index.isPresent()
            ? Objects.requireNonNull(indexed.get(index.get().indexName()))
                .getOrDefault(value, List.of())
            : items.getOrDefault(value, Map.of()).values();
    Stream<Map<String, AttributeValue>> found =
        candidates.stream()
            .filter(item -> !item.since().isAfter(until))
            .map(Item::values)
            .filter(condition::holds);
    if (sort.isPresent()) {
      Comparator<Map<String, AttributeValue>> order =
          Comparator.comparing(
              item -> Objects.requireNonNull(item.get(sort.get())), KeyCondition.ORDER);
      found = found.sorted(isBackward(request) ? order.reversed() : order);
    }
    if (request.limit() != null) {
      found = found.limit(request.limit());
    }
    return found.map(item -> index.map(one -> projected(one, item)).orElse(item)).toList();
  }

  private static boolean isBackward(QueryRequest request) {
    return Boolean.FALSE.equals(request.scanIndexForward());
  }

  private Map<String, AttributeValue> projected(
      GlobalSecondaryIndex index, Map<String, AttributeValue> item) {
    if (index.projection().projectionType() == ProjectionType.ALL) {
      return item;
    }
    Set<String> names = new HashSet<>();
    Stream.concat(made.keySchema().stream(), index.keySchema().stream())
        .forEach(key -> names.add(key.attributeName()));
    if (index.projection().hasNonKeyAttributes()) {
      names.addAll(index.projection().nonKeyAttributes());
    }
    return item.entrySet().stream()
        .filter(attribute -> names.contains(attribute.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Optional<String> name(List<KeySchemaElement> schema, KeyType type) {
    return schema.stream()
        .filter(key -> key.keyType() == type)
        .map(KeySchemaElement::attributeName)
        .findFirst();
  }

  private static String partition(List<KeySchemaElement> schema, Map<String, AttributeValue> item) {
    return text(Objects.requireNonNull(item.get(name(schema, KeyType.HASH).orElseThrow())));
  }

  private static Map<String, AttributeValue> key(
      List<KeySchemaElement> schema, Map<String, AttributeValue> item) {
    return schema.stream()
        .map(KeySchemaElement::attributeName)
        .collect(
            Collectors.toUnmodifiableMap(
                name -> name, name -> plain(Objects.requireNonNull(item.get(name)))));
  }

  /// Numbers are equal in every spelling.
  private static AttributeValue plain(AttributeValue value) {
    return value.n() == null
        ? value
        : AttributeValue.fromN(new BigDecimal(value.n()).stripTrailingZeros().toPlainString());
  }

  private static String text(AttributeValue value) {
    return Objects.requireNonNull(value.s(), "Only strings are partition keys here");
  }

  /// One item.
  ///
  /// @param since the time at which it, or the item that it replaced, was inserted
  private record Item(Map<String, AttributeValue> values, Instant since) {
    Item {
      values = Map.copyOf(values);
    }
  }
}
