package dev.hallpass.adapters.dynamodb;

import dev.hallpass.block.Blocks;
import dev.hallpass.block.BlocksContract;
import dev.hallpass.emulator.dynamodb.EmbeddedDynamoDb;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import org.junit.jupiter.api.AfterEach;

/// The entries about people in a DynamoDB table keep to the contract.
class DynamoDbBlocksContractTest extends BlocksContract {

  private static final Build BUILD = new Build("0123abc", Sha256.of("catalogue"));

  private final EmbeddedDynamoDb engine = new EmbeddedDynamoDb();

  @Override
  protected Blocks emptyBlocks() {
    engine.client().createTable(LedgerSchema.named("ledger"));
    return new DynamoDbBlocks(engine.client(), "ledger", BUILD);
  }

  @AfterEach
  void stopTheEngine() {
    engine.close();
  }
}
