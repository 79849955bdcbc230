package dev.hallpass.handlers.notifications;

import dev.hallpass.grant.GrantEvent.Notifying;
import dev.hallpass.handlers.Log;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.port.Bus;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Set;

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
    Turn turn = new Turn(entry.grant(), entry.sequence());
    if (!(entry.event() instanceof Notifying event) || taken.contains(turn)) {
      return true;
    }
    if (fails) {
      // The mails of this batch wait for the bus no second time. The stream brings it again.
      return false;
    }
    try {
      bus.put(Announcement.of(before, entry, event));
      taken.add(turn);
      return true;
    } catch (OutcomeUnknown failure) {
      fails = true;
      Log.failure(entry.grant(), "The bus was not told of entry " + entry.sequence(), failure);
      return false;
    }
  }

  /// An entry that is told.
  record Turn(GrantId grant, int sequence) {}
}
