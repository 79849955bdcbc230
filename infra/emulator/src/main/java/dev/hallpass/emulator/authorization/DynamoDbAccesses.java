package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.template.Place;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetResourcePolicyRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateTimeToLiveRequest;

/// What requests to DynamoDB need leave for. DynamoDB's own condition keys are not given: an Allow
/// that asks for one allows nothing here. [Source](
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html)
public final class DynamoDbAccesses implements Accesses {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\s*(?<kind>INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|SELECT\\s.*?\\sFROM)\\s+"
              + "(?:\"(?<quoted>[^\"]+)\"|(?<bare>[A-Za-z0-9_-]+))"
              + "(?:\\.\"?(?<index>[A-Za-z0-9_.-]+)\"?)?(?:\\s.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final Place place;

  public DynamoDbAccesses(Place place) {
    this.place = place;
  }

  @Override
  public List<Access> of(SdkRequest request) {
    return switch (request) {
      case QueryRequest query -> one("Query", query.tableName(), query.indexName());
      case ScanRequest scan -> one("Scan", scan.tableName(), scan.indexName());
      case GetItemRequest get -> one("GetItem", get.tableName(), null);
      case PutItemRequest put -> one("PutItem", put.tableName(), null);
      case UpdateItemRequest update -> one("UpdateItem", update.tableName(), null);
      case DeleteItemRequest delete -> one("DeleteItem", delete.tableName(), null);
      case DescribeTableRequest describe -> one("DescribeTable", describe.tableName(), null);
      case GetResourcePolicyRequest get -> one("GetResourcePolicy", get.resourceArn(), null);
      case DeleteTableRequest delete -> one("DeleteTable", delete.tableName(), null);
      case UpdateTimeToLiveRequest time -> one("UpdateTimeToLive", time.tableName(), null);
      case BatchGetItemRequest batch ->
          batch.requestItems().keySet().stream()
              .map(table -> access("BatchGetItem", table, null))
              .toList();
      case BatchWriteItemRequest batch ->
          batch.requestItems().keySet().stream()
              .map(table -> access("BatchWriteItem", table, null))
              .toList();
      case TransactGetItemsRequest gets ->
          gets.transactItems().stream()
              .map(item -> access("GetItem", item.get().tableName(), null))
              .toList();
      case TransactWriteItemsRequest writes ->
          writes.transactItems().stream().flatMap(this::written).toList();
      case ExecuteStatementRequest partiQl -> List.of(statement(partiQl.statement()));
      case BatchExecuteStatementRequest batch ->
          batch.statements().stream().map(one -> statement(one.statement())).toList();
      case ExecuteTransactionRequest transaction ->
          transaction.transactStatements().stream().map(one -> statement(one.statement())).toList();
      default -> throw Accesses.unknown(request);
    };
  }

  private Stream<Access> written(TransactWriteItem item) {
    return Stream.of(
            item.put() == null ? null : access("PutItem", item.put().tableName(), null),
            item.update() == null ? null : access("UpdateItem", item.update().tableName(), null),
            item.delete() == null ? null : access("DeleteItem", item.delete().tableName(), null),
            item.conditionCheck() == null
                ? null
                : access("ConditionCheckItem", item.conditionCheck().tableName(), null))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  /// A statement of PartiQL has an action of its own for each kind.
  private Access statement(String partiQl) {
    Matcher found = STATEMENT.matcher(partiQl);
    if (!found.matches()) {
      throw new UnsupportedOperationException(
          "What this statement needs leave for is not emulated: " + partiQl);
    }
    String kind = found.group("kind").replaceFirst("(?s)\\s.*", "").toLowerCase(Locale.ROOT);
    String action = "PartiQL" + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    String table = Optional.ofNullable(found.group("quoted")).orElseGet(() -> found.group("bare"));
    return access(action, table, found.group("index"));
  }

  private List<Access> one(String action, String table, @Nullable String index) {
    return List.of(access(action, table, index));
  }

  private Access access(String action, String table, @Nullable String index) {
    String arn = table.startsWith("arn:") ? table : place.arn("dynamodb", "table/" + table);
    return Access.to("dynamodb:" + action, index == null ? arn : arn + "/index/" + index);
  }
}
