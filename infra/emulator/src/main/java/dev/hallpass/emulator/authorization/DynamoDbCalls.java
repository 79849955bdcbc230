package dev.hallpass.emulator.authorization;

import dev.hallpass.emulator.authorization.Row.Call;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
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
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// The actions of DynamoDB's requests: a statement of PartiQL has one of its own for each kind, and
/// a batch or transaction those of its parts.
final class DynamoDbCalls {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\s*(?<kind>INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|SELECT\\s.*?\\sFROM)\\s+"
              + "(?:\"(?<quoted>[^\"]+)\"|(?<bare>[A-Za-z0-9_-]+))"
              + "(?:\\.\"?(?<index>[A-Za-z0-9_.-]+)\"?)?(?:\\s.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private DynamoDbCalls() {}

  static Stream<Call> of(SdkRequest request) {
    return switch (request) {
      case BatchGetItemRequest batch ->
          batch.requestItems().keySet().stream().map(table -> call("BatchGetItem", table, null));
      case BatchWriteItemRequest batch ->
          batch.requestItems().keySet().stream().map(table -> call("BatchWriteItem", table, null));
      case TransactGetItemsRequest gets ->
          gets.transactItems().stream().map(item -> call("GetItem", item.get().tableName(), null));
      case TransactWriteItemsRequest writes ->
          writes.transactItems().stream().flatMap(DynamoDbCalls::written);
      case ExecuteStatementRequest partiQl -> Stream.of(statement(partiQl.statement()));
      case BatchExecuteStatementRequest batch ->
          batch.statements().stream().map(one -> statement(one.statement()));
      case ExecuteTransactionRequest transaction ->
          transaction.transactStatements().stream().map(one -> statement(one.statement()));
      default -> Stream.of(Row.own("dynamodb", request));
    };
  }

  private static Stream<Call> written(TransactWriteItem item) {
    return Stream.of(
            item.put() == null ? null : call("PutItem", item.put().tableName(), null),
            item.update() == null ? null : call("UpdateItem", item.update().tableName(), null),
            item.delete() == null ? null : call("DeleteItem", item.delete().tableName(), null),
            item.conditionCheck() == null
                ? null
                : call("ConditionCheckItem", item.conditionCheck().tableName(), null))
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  private static Call statement(String partiQl) {
    Matcher found = STATEMENT.matcher(partiQl);
    if (!found.matches()) {
      throw new UnsupportedOperationException(
          "What this statement needs leave for is not emulated: " + partiQl);
    }
    String kind = found.group("kind").replaceFirst("(?s)\\s.*", "").toLowerCase(Locale.ROOT);
    String action = "PartiQL" + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    String table = Optional.ofNullable(found.group("quoted")).orElseGet(() -> found.group("bare"));
    return call(action, table, found.group("index"));
  }

  private static Call call(String action, String table, @Nullable String index) {
    Map<String, String> names = new HashMap<>(Map.of("TableName", table));
    if (index != null) {
      names.put("IndexName", index);
    }
    return new Call("dynamodb:" + action, Parameters.of(names));
  }
}
