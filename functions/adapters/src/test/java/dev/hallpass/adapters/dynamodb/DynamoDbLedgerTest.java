package dev.hallpass.adapters.dynamodb;

import static dev.hallpass.grant.Examples.ALICE;
import static dev.hallpass.grant.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hallpass.adapters.json.IndexKeys;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Precedent;
import dev.hallpass.ledger.Precedent.Kind;
import dev.hallpass.port.OutcomeUnknown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

class DynamoDbLedgerTest {

  private static final Build BUILD = new Build("0123abc", Sha256.of("catalogue"));
  private static final GrantEvent EVENT = new GrantEvent.Cancelled(ALICE);

  private static final EmbeddedDynamoDb ENGINE = new EmbeddedDynamoDb();
  private static int grants;

  @BeforeAll
  static void makeTheTable() {
    ENGINE.client().createTable(LedgerSchema.named("ledger"));
  }

  @AfterAll
  static void stopTheEngine() {
    ENGINE.close();
  }

  private final GrantId grant = new GrantId("grant-%032x".formatted(++grants));

  @Test
  void anInsertThatLandedInSpiteOfALostAnswerCountsAsAdded() {
    DynamoDbLedger ledger = ledgerOn(new Faulty(ENGINE.client(), true, true));

    Optional<Entry> entry = ledger.append(ledger.read(grant), EVENT, NOON);

    assertThat(entry).isPresent();
    assertThat(ledger.read(grant).entries()).containsExactly(entry.orElseThrow());
  }

  @Test
  void insertsThatLandedTogetherInSpiteOfALostAnswerCountAsAdded() {
    DynamoDbLedger ledger = ledgerOn(new Faulty(ENGINE.client(), true, true));

    Optional<History> both = ledger.append(ledger.read(grant), List.of(EVENT, EVENT), NOON);

    assertThat(both).contains(ledger.read(grant));
    assertThat(ledger.read(grant).entries()).hasSize(2);
  }

  @Test
  void insertsThatDidNotLandTogetherAreNotClaimed() {
    DynamoDbLedger ledger = ledgerOn(new Faulty(ENGINE.client(), false, true));

    assertThatThrownBy(() -> ledger.append(ledger.read(grant), List.of(EVENT, EVENT), NOON))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(ledger.read(grant).entries()).isEmpty();
  }

  @Test
  void anInsertThatDidNotLandIsNotClaimed() {
    DynamoDbLedger ledger = ledgerOn(new Faulty(ENGINE.client(), false, true));

    assertThatThrownBy(() -> ledger.append(ledger.read(grant), EVENT, NOON))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(ledger.read(grant).entries()).isEmpty();
  }

  @Test
  void anInsertThatTheClientSentTwiceIsStillOurs() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    History empty = ledger.read(grant);

    Optional<Entry> first = ledger.append(empty, EVENT, NOON);
    Optional<Entry> again = ledger.append(empty, EVENT, NOON);

    assertThat(again).isEqualTo(first);
    assertThat(ledger.read(grant).entries()).hasSize(1);
  }

  @Test
  void aPlaceTakenByAnotherWriterIsNotOverwritten() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    History empty = ledger.read(grant);
    Entry theirs = ledger.append(empty, EVENT, NOON).orElseThrow();

    Optional<Entry> mine = ledger.append(empty, EVENT, NOON.plusMillis(1));

    assertThat(mine).isEmpty();
    assertThat(ledger.read(grant).entries()).containsExactly(theirs);
  }

  @Test
  void everyEntryNamesTheCommitAndTheCatalogueThatWroteIt() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    assertThat(ledger.append(ledger.read(grant), EVENT, NOON)).isPresent();

    assertThat(ledger.read(grant).entries()).extracting(Entry::build).containsExactly(BUILD);
  }

  @Test
  void anEditedEntryIsRefused() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    threeEntries(ledger);

    put(1, item -> item.put("actor", AttributeValue.fromS("mallory@example.com")));

    assertThatThrownBy(() -> ledger.read(grant))
        .isInstanceOf(CorruptLedger.class)
        .hasMessageContaining("entry 1")
        .hasMessageNotContaining("mallory");
  }

  @Test
  void aDeletedEntryIsRefused() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    threeEntries(ledger);

    ENGINE.client().deleteItem(delete -> delete.tableName("ledger").key(key(1)));

    assertThatThrownBy(() -> ledger.read(grant))
        .isInstanceOf(CorruptLedger.class)
        .hasMessageContaining("entry 1 is missing");
  }

  @Test
  void twoEntriesInEachOthersPlaceAreRefused() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    threeEntries(ledger);
    Map<String, AttributeValue> second = item(2);

    put(
        1,
        item -> {
          item.putAll(second);
          item.putAll(key(1));
        });

    assertThatThrownBy(() -> ledger.read(grant)).isInstanceOf(CorruptLedger.class);
  }

  @Test
  void whereAKnownHistoryEndsWithAnotherEntryTheWholeChainIsReadAgain() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    threeEntries(ledger);
    History known = ledger.read(grant);

    ENGINE.client().deleteItem(delete -> delete.tableName("ledger").key(key(2)));
    assertThat(ledger.readOn(known).entries()).hasSize(2);

    put(1, item -> item.put("actor", AttributeValue.fromS("mallory@example.com")));
    assertThatThrownBy(() -> ledger.readOn(known)).isInstanceOf(CorruptLedger.class);
  }

  @Test
  void anEntryThatWasEditedSinceItWasReadLastIsRefused() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    threeEntries(ledger);
    History known = ledger.read(grant);

    put(2, item -> item.put("actor", AttributeValue.fromS("mallory@example.com")));

    assertThatThrownBy(() -> ledger.readOn(known)).isInstanceOf(CorruptLedger.class);
  }

  @Test
  void whatStandsInAnIndexIsNotPartOfTheEntry() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    threeEntries(ledger);

    put(1, item -> item.put("day", AttributeValue.fromS("2020-02-02")));

    assertThat(ledger.read(grant).entries()).hasSize(3);
  }

  @Test
  void whatIsNoPrecedentIsLeftOut() {
    DynamoDbLedger ledger = ledgerOn(ENGINE.client());
    threeEntries(ledger);
    EntitlementId entitlement = new EntitlementId("left-out");
    List<String> listed = List.of("OPENED", "a party", "opened");
    listed.forEach(precedent ->
        put(
            listed.indexOf(precedent),
            item -> {
              item.put(
                  "requester", AttributeValue.fromS(IndexKeys.precedentsOf(ALICE, entitlement)));
              item.put("requestedAt", AttributeValue.fromS("2026-11-23T09:00:00.000Z"));
              item.put("precedent", AttributeValue.fromS(precedent));
            }));

    assertThat(ledger.precedents(ALICE, entitlement, 10))
        .containsExactly(new Precedent(grant, Kind.OPENED, Instant.parse("2026-11-23T09:00:00Z")));
  }

  private void threeEntries(DynamoDbLedger ledger) {
    History history = ledger.read(grant);
    for (int second = 0; second < 3; second++) {
      history =
          history.with(
              ledger
                  .append(
                      history,
                      new GrantEvent.CodeRefused(Sha256.of("link"), "attempt " + second),
                      NOON.plusSeconds(second))
                  .orElseThrow());
    }
  }

  private void put(int sequence, java.util.function.Consumer<Map<String, AttributeValue>> edit) {
    Map<String, AttributeValue> item = item(sequence);
    edit.accept(item);
    ENGINE.client().putItem(put -> put.tableName("ledger").item(item));
  }

  private Map<String, AttributeValue> item(int sequence) {
    return new java.util.TreeMap<>(
        ENGINE.client().getItem(get -> get.tableName("ledger").key(key(sequence))).item());
  }

  private Map<String, AttributeValue> key(int sequence) {
    return Map.of(
        "grant", AttributeValue.fromS(grant.value()),
        "sequence", AttributeValue.fromN(Integer.toString(sequence)));
  }

  private static DynamoDbLedger ledgerOn(DynamoDbClient client) {
    return new DynamoDbLedger(client, "ledger", BUILD);
  }

  /// A client whose answers to inserts get lost, after their effect or before it.
  private record Faulty(DynamoDbClient engine, boolean lands, boolean answerIsLost)
      implements DynamoDbClient {

    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
      ExecuteStatementResponse answer =
          lands ? engine.executeStatement(request) : ExecuteStatementResponse.builder().build();
      if (answerIsLost) {
        throw SdkClientException.create("the answer was lost");
      }
      return answer;
    }

    @Override
    public ExecuteTransactionResponse executeTransaction(ExecuteTransactionRequest request) {
      ExecuteTransactionResponse answer =
          lands ? engine.executeTransaction(request) : ExecuteTransactionResponse.builder().build();
      if (answerIsLost) {
        throw SdkClientException.create("the answer was lost");
      }
      return answer;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      return engine.query(request);
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest request) {
      return engine.queryPaginator(request);
    }

    @Override
    public String serviceName() {
      return engine.serviceName();
    }

    @Override
    public void close() {}
  }
}
