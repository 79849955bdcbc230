package dev.hallpass.block;

/// Entries about people in memory keep to the contract.
class InMemoryBlocksTest extends BlocksContract {

  @Override
  protected Blocks emptyBlocks() {
    return new InMemoryBlocks();
  }
}
