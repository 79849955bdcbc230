package dev.hallpass.block;

import dev.hallpass.approval.Seal;
import dev.hallpass.approval.Sealable;
import dev.hallpass.block.BlockEvent.Blocked;
import dev.hallpass.block.BlockEvent.Unblocked;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.identity.PersonId;
import dev.hallpass.identity.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/// All entries about one person, oldest first; empty if nobody ever blocked the person.
public record BlockHistory(PersonId id, List<BlockEntry> entries) {

  public BlockHistory {
    entries = List.copyOf(entries);
  }

  /// The history of a person without entries.
  public static BlockHistory of(PersonId id) {
    return new BlockHistory(id, List.of());
  }

  /// This history with one more entry.
  ///
  /// @throws CorruptLedger if the entry is about another person
  public BlockHistory with(BlockEntry entry) {
    if (!PersonId.of(entry.event().person()).equals(id)) {
      throw new CorruptLedger("an entry of " + id + " is about another person");
    }
    return new BlockHistory(id, Stream.concat(entries.stream(), Stream.of(entry)).toList());
  }

  /// The block that the person is under; empty if the person is not blocked. A second block changes
  /// nothing, so that a repeat does not move the time.
  ///
  /// @param isGood whether a seal is good; asked only if there is an unblock
  public Optional<Block> block(BiPredicate<Seal, Sealable> isGood) {
    Optional<Block> block = Optional.empty();
    for (BlockEntry entry : entries) {
      block =
          switch (entry.event()) {
            case Blocked blocked -> block.or(() -> Optional.of(block(blocked, entry.at())));
            case Unblocked unblocked -> block.filter(_ -> !isSealed(entry, unblocked, isGood));
          };
    }
    return block;
  }

  private static Block block(Blocked blocked, Instant at) {
    return new Block(blocked.person(), blocked.admin(), blocked.reason(), blocked.channel(), at);
  }

  private boolean isSealed(
      BlockEntry entry, Unblocked unblocked, BiPredicate<Seal, Sealable> isGood) {
    UnblockStatement statement = new UnblockStatement(id, entry.previous(), unblocked, entry.at());
    return unblocked.seal().filter(seal -> isGood.test(seal, statement)).isPresent();
  }

  /// What the seal of an unblock signs if the unblock is the next entry.
  public UnblockStatement statement(Unblocked unblocked, Instant at) {
    return new UnblockStatement(id, head(), unblocked, at);
  }

  /// The next sequence number.
  public int next() {
    return entries.size();
  }

  /// The hash before the next entry.
  public Sha256 head() {
    return entries.isEmpty() ? Sha256.ZERO : entries.getLast().hash();
  }
}
