package dev.hallpass.block;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.port.OutcomeUnknown;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Entries about people in memory, for tests. They keep to the contract, but their hashes are their
/// own: of the previous hash, the event as Java prints it, and its time.
public final class InMemoryBlocks implements Blocks {

  // In the order of arrival, which is the order of time where clocks agree.
  private final List<BlockEntry> entries = new ArrayList<>();
  private boolean answers = true;
  private Runnable beforeAppend = () -> {};

  /// Whether they answer at all.
  public void answers(boolean does) {
    answers = does;
  }

  /// Lets something happen, once, before the next entry is added.
  public void beforeNextAppend(Runnable happening) {
    beforeAppend = happening;
  }

  /// Adds what follows on nothing.
  public synchronized void breakChain(PersonId person, BlockEvent event, Instant at) {
    BlockHistory history = BlockHistory.of(person);
    entries.add(new BlockEntry(person, 7, at, event, history.head(), Sha256.of("out of place")));
  }

  @Override
  public synchronized BlockHistory read(PersonId person) {
    called();
    BlockHistory history = BlockHistory.of(person);
    for (BlockEntry entry : of(person)) {
      if (!entry.equals(entryBehind(history, entry.event(), entry.at()))) {
        throw new CorruptLedger("the entries of " + person + " are no chain");
      }
      history = history.with(entry);
    }
    return history;
  }

  @Override
  public synchronized Optional<BlockEntry> append(
      BlockHistory history, BlockEvent event, Instant at) {
    called();
    Runnable first = beforeAppend;
    beforeAppend = () -> {};
    first.run();
    BlockEntry mine = entryBehind(history, event, at);
    Optional<BlockEntry> there =
        of(history.id()).stream().filter(one -> one.sequence() == mine.sequence()).findFirst();
    if (there.isEmpty()) {
      entries.add(mine);
      return Optional.of(mine);
    }
    return there.filter(mine::equals);
  }

  @Override
  public synchronized List<PersonId> blockedSince(Instant since, int limit) {
    called();
    return entries.reversed().stream()
        .filter(entry -> entry.event() instanceof BlockEvent.Blocked && entry.at().isAfter(since))
        .limit(limit)
        .map(BlockEntry::id)
        .distinct()
        .toList();
  }

  private void called() {
    if (!answers) {
      throw new OutcomeUnknown("reach the ledger", new IOException("no answer"));
    }
  }

  private List<BlockEntry> of(PersonId person) {
    return entries.stream()
        .filter(entry -> entry.id().equals(person))
        .sorted(Comparator.comparingInt(BlockEntry::sequence))
        .toList();
  }

  private static BlockEntry entryBehind(BlockHistory history, BlockEvent event, Instant at) {
    Sha256 hash = Sha256.of(history.head().hex() + event + at);
    return new BlockEntry(history.id(), history.next(), at, event, history.head(), hash);
  }
}
