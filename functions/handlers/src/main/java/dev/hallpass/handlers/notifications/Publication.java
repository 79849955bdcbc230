package dev.hallpass.handlers.notifications;

import dev.hallpass.block.BlockEntry;
import dev.hallpass.grant.GrantEvent.Notifying;
import dev.hallpass.handlers.Log;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.port.Bus;
import dev.hallpass.port.BusEvent;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Set;
import java.util.function.Supplier;

/// Puts the turns of one batch on the bus, each at least once.
final class Publication {

  private final Bus bus;
  private final Set<Turn> taken;
  private boolean fails;

  /// @param taken what the bus took lately, so that a mail that is tried again and again repeats no
  ///   event
  Publication(Bus bus, Set<Turn> taken) {
    this.bus = bus;
    this.taken = taken;
  }

  /// Puts the event about an entry on the bus, if it is a turn that the bus has not taken lately.
  ///
  /// @param before what was recorded before the entry
  /// @return whether nothing is left to do
  boolean of(History before, Entry entry) {
    return !(entry.event() instanceof Notifying event)
        || isPut(
            new Turn(entry.grant().value(), entry.sequence()),
            () -> Announcement.of(before, entry, event));
  }

  /// Puts the event about an entry about a person on the bus, if the bus has not taken it lately.
  ///
  /// @return whether nothing is left to do
  boolean of(BlockEntry entry) {
    return isPut(
        new Turn(entry.id().value(), entry.sequence()), () -> PersonAnnouncement.of(entry));
  }

  private boolean isPut(Turn turn, Supplier<BusEvent> event) {
    if (taken.contains(turn)) {
      return true;
    }
    if (fails) {
      // The mails of this batch wait for the bus no second time. The stream brings it again.
      return false;
    }
    try {
      bus.put(event.get());
      taken.add(turn);
      return true;
    } catch (OutcomeUnknown failure) {
      fails = true;
      Log.failure("The bus was not told of %s".formatted(turn), failure);
      return false;
    }
  }

  /// An entry that is told.
  ///
  /// @param chain the id of its grant or its person
  record Turn(String chain, int sequence) {

    @Override
    public String toString() {
      return "entry %d of %s".formatted(sequence, chain);
    }
  }
}
