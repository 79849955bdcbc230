package dev.hallpass.handlers.notifications;

import dev.hallpass.grant.GrantCommand.NotePublication;
import dev.hallpass.grant.GrantEvent.Notifying;
import dev.hallpass.handlers.Log;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.History;
import dev.hallpass.port.Bus;
import dev.hallpass.port.OutcomeUnknown;
import java.util.Optional;

/// Puts the turns of one batch on the bus, each at least once: the ledger notes what the bus took.
final class Publication {

  private final Grants grants;
  private final Bus bus;
  private boolean fails;

  Publication(Grants grants, Bus bus) {
    this.grants = grants;
    this.bus = bus;
  }

  /// Puts the event about an entry on the bus, if it is a turn that the bus has not taken yet.
  ///
  /// @param before what was recorded before the entry
  /// @return the history after that; empty if it failed
  Optional<History> of(History before, Entry entry, History history) {
    if (!(entry.event() instanceof Notifying turn)
        || history.known().dossier().isPublished(entry.sequence())) {
      return Optional.of(history);
    }
    if (fails) {
      // The mails of this batch wait for the bus no second time. The stream brings it again.
      return Optional.empty();
    }
    try {
      String eventId = bus.put(Announcement.of(before, entry, turn));
      return Optional.of(
          grants.run(history, new NotePublication(entry.sequence(), eventId)).history());
    } catch (OutcomeUnknown | Grants.Contended failure) {
      fails = true;
      Log.failure(history.grant(), "The bus was not told of entry " + entry.sequence(), failure);
      return Optional.empty();
    }
  }
}
