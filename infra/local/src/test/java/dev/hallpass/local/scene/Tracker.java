package dev.hallpass.local.scene;

import dev.hallpass.local.Assembly;
import dev.hallpass.local.LocalSystem;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A tracker's integration, which keeps the open tickets in their table.
public final class Tracker {

  private Tracker() {}

  /// Opens a ticket for Alice and log groups.
  ///
  /// @param assembly what the system was made of
  public static void open(LocalSystem system, Assembly assembly, String ticket) {
    put(system, assembly, ticket, "9999-12-31T00:00:00Z");
  }

  /// Lets the time of a ticket be over.
  ///
  /// @param assembly what the system was made of
  public static void close(LocalSystem system, Assembly assembly, String ticket) {
    put(system, assembly, ticket, "1970-01-01T00:00:00Z");
  }

  private static void put(LocalSystem system, Assembly assembly, String ticket, String until) {
    String table = assembly.hub().resources("AWS::DynamoDB::Table").getFirst().id();
    system
        .dynamoDb()
        .putItem(put ->
            put.tableName(assembly.hub().ref(table))
                .item(
                    Map.of(
                        "ticket", AttributeValue.fromS(ticket),
                        "people", AttributeValue.fromSs(List.of("alice@example.com")),
                        "entitlements", AttributeValue.fromSs(List.of("read-log-group")),
                        "until", AttributeValue.fromS(until))));
  }
}
