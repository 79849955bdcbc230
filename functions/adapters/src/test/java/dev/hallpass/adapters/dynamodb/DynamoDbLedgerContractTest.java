package dev.hallpass.adapters.dynamodb;

import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Ledger;
import dev.hallpass.ledger.LedgerContract;
import org.junit.jupiter.api.AfterEach;

/// The ledger in a DynamoDB table keeps to the contract.
class DynamoDbLedgerContractTest extends LedgerContract {

  private static final Build BUILD = new Build("0123abc", Sha256.of("catalogue"));

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();

  @Override
  protected Ledger emptyLedger() {
    engine.client().createTable(LedgerSchema.named("ledger"));
    return new DynamoDbLedger(engine.client(), "ledger", BUILD);
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }
}
