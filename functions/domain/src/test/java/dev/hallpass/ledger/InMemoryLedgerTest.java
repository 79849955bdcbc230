package dev.hallpass.ledger;

/// The ledger in memory keeps to the contract.
class InMemoryLedgerTest extends LedgerContract {

  @Override
  protected Ledger emptyLedger() {
    return new InMemoryLedger();
  }
}
