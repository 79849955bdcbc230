package dev.hallpass.adapters.dynamodb;

import dev.hallpass.adapters.dynamodb.EntryTable.Row;
import dev.hallpass.adapters.json.IndexKeys;
import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.block.BlockEntry;
import dev.hallpass.block.BlockEvent;
import dev.hallpass.block.BlockHistory;
import dev.hallpass.block.Blocks;
import dev.hallpass.identity.PersonId;
import dev.hallpass.ledger.Build;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The entries about people, in the table of the ledger.
public final class DynamoDbBlocks implements Blocks {

  private final EntryTable table;
  private final Build build;

  /// @param build the origin that new entries name
  public DynamoDbBlocks(DynamoDbClient client, String table, Build build) {
    this.table = new EntryTable(client, table);
    this.build = build;
  }

  @Override
  public BlockHistory read(PersonId person) {
    BlockHistory history = BlockHistory.of(person);
    for (StoredEntry entry : table.stored(person.value())) {
      history = history.with(entry.entryBehind(history));
    }
    return history;
  }

  @Override
  public Optional<BlockEntry> append(BlockHistory history, BlockEvent event, Instant at) {
    StoredEntry mine = StoredEntry.behind(history, event, at, build);
    return table.insert(List.of(new Row(mine, Items.indexed(IndexKeys.of(event, at)))))
        ? Optional.of(mine.entryBehind(history))
        : Optional.empty();
  }

  @Override
  public List<PersonId> blockedSince(Instant since, int limit) {
    return EntryTable.chains(table.newest(EntryTable.text(IndexKeys.BLOCKS), since, limit)).stream()
        .filter(PersonId::isOne)
        .map(PersonId::new)
        .toList();
  }
}
