package dev.hallpass.audit.entry;

import dev.hallpass.block.BlockEntry;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Entry;
import java.time.Instant;

/// An entry of the ledger, about a grant or about a person, whose hash is that of its content.
public sealed interface Logged {

  /// An entry about a grant.
  record OfGrant(Entry entry) implements Logged {

    @Override
    public String chain() {
      return entry.grant().value();
    }

    @Override
    public int sequence() {
      return entry.sequence();
    }

    @Override
    public Instant at() {
      return entry.at();
    }

    @Override
    public Sha256 previous() {
      return entry.previous();
    }

    @Override
    public Sha256 hash() {
      return entry.hash();
    }
  }

  /// An entry about a person.
  record OfPerson(BlockEntry entry) implements Logged {

    @Override
    public String chain() {
      return entry.id().value();
    }

    @Override
    public int sequence() {
      return entry.sequence();
    }

    @Override
    public Instant at() {
      return entry.at();
    }

    @Override
    public Sha256 previous() {
      return entry.previous();
    }

    @Override
    public Sha256 hash() {
      return entry.hash();
    }
  }

  /// The id of the grant or of the person.
  String chain();

  /// From 0, with no gaps.
  int sequence();

  Instant at();

  /// The hash of the entry before it in its chain.
  Sha256 previous();

  Sha256 hash();

  /// The entry, as people name it.
  default String name() {
    return "entry %d of %s".formatted(sequence(), chain());
  }
}
