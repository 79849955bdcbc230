package dev.hallpass.local.load;

import dev.hallpass.local.LocalSystem;
import dev.hallpass.local.load.Receipts.Receipt;
import dev.hallpass.local.simulation.Case;
import dev.hallpass.local.simulation.ScannedItems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// What the ledger's raw items say, read by somebody who knows no rule but the promises.
///
/// @param grants the entries of each
/// @param breaks where it contradicts itself: gaps, broken chains, entries that are there twice
record Books(Map<String, List<Case.Line>> grants, List<String> breaks) {

  private static final Set<String> DECISIONS = Set.of("approved", "denied");

  static Books of(LocalSystem system) {
    Map<String, List<Map<String, AttributeValue>>> items =
        ScannedItems.byGrant(
            system
                .dynamoDb()
                .scanPaginator(all -> all.tableName(system.table()).consistentRead(true))
                .items()
                .stream());
    Map<String, List<Case.Line>> grants = new LinkedHashMap<>();
    List<String> breaks = new ArrayList<>();
    items.forEach((grant, entries) -> {
      Case about = new Case(grant);
      try {
        about.read(entries, Instant.now());
      } catch (AssertionError violation) {
        breaks.add(String.valueOf(violation.getMessage()));
      }
      grants.put(grant, about.lines());
    });
    return new Books(grants, breaks);
  }

  /// The grants, each as often as it was asked for.
  List<String> requests() {
    List<String> found = new ArrayList<>();
    grants.forEach((grant, lines) ->
        lines.stream()
            .filter(line -> line.type().equals("requested"))
            .forEach(_ -> found.add(grant)));
    return found;
  }

  /// The decisions, each as often as it was recorded.
  List<Receipt> decisions() {
    List<Receipt> found = new ArrayList<>();
    grants.forEach((grant, lines) ->
        lines.stream()
            .filter(line -> DECISIONS.contains(line.type()))
            .map(line ->
                new Receipt(grant, line.type(), line.text("approver"), line.text("channel")))
            .forEach(found::add));
    return found;
  }

  /// The hashes of the links that were announced to approvers, each as often as it was.
  List<String> links() {
    return grants.values().stream()
        .flatMap(List::stream)
        .filter(line -> line.type().equals("approval-sought"))
        .map(line -> line.text("link"))
        .toList();
  }

  /// How many grants have an entry of a type.
  long with(String type) {
    return grants.values().stream()
        .filter(lines -> lines.stream().anyMatch(line -> line.type().equals(type)))
        .count();
  }
}
