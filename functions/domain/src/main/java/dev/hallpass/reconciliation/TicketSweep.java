package dev.hallpass.reconciliation;

import dev.hallpass.authority.Derivation;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.Grant.Known;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent.Doubt;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.GrantId;
import dev.hallpass.ledger.Grants;
import dev.hallpass.ledger.Grants.Contended;
import dev.hallpass.ledger.Grants.Run;
import dev.hallpass.ledger.History;
import dev.hallpass.port.OutcomeUnknown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Ends open access whose ticket is closed. Of the grants that named a ticket it reads each once,
/// and then looks up only the tickets.
final class TicketSweep {

  private final Grants grants;
  private final Derivation derivation;
  // What named a ticket and is open, with the ticket that it hangs on, if its rule demands one.
  private final Map<GrantId, Optional<Hanging>> open = new HashMap<>();

  TicketSweep(Grants grants, Derivation derivation) {
    this.grants = grants;
    this.derivation = derivation;
  }

  /// Looks up the tickets of the open grants. If the index did not answer, those of before.
  void goOn(DueGrants due, DueSteps steps, Pass pass) {
    Set<GrantId> all = new HashSet<>(due.withTicket());
    all.addAll(open.keySet());
    all.retainAll(due.open());
    open.keySet().retainAll(all);
    for (GrantId grant : Sweep.rotated(all, grants.now())) {
      if (pass.isTimeUp()) {
        pass.note(Finding.UNSEEN, this);
        return;
      }
      look(grant, steps, pass);
    }
  }

  private void look(GrantId grant, DueSteps steps, Pass pass) {
    try {
      boolean isClosed =
          open.computeIfAbsent(grant, one -> hanging(grants.read(one)))
              .filter(one -> !derivation.isOpen(one.ticket(), one.request(), grants.now()))
              .isPresent();
      if (isClosed) {
        end(grant, steps, pass);
      }
    } catch (CorruptLedger _) {
      // The sweep over the policies ends it.
      open.put(grant, Optional.empty());
    } catch (OutcomeUnknown | Contended failure) {
      // It gets no credentials meanwhile, so what was proved lasts no longer than those it has.
      pass.log().failure(grant, "It is unknown whether its ticket is open", failure);
      pass.note(Finding.UNSEEN, grant);
    }
  }

  private Optional<Hanging> hanging(History history) {
    return history.state() instanceof Known known
        ? derivation
            .ticketOf(known.dossier().request(), history.entries().getFirst().at())
            .map(ticket -> new Hanging(ticket, known.dossier().request()))
        : Optional.empty();
  }

  private void end(GrantId grant, DueSteps steps, Pass pass) {
    Run run = grants.run(grant, new GrantCommand.Refuse(Doubt.RULE_NOT_MET));
    if (run.isAccepted()) {
      pass.log().info(grant, "Its ticket is closed, so its access ends");
    }
    if (!(run.history().state() instanceof Grant.Ending) || !steps.retire(run.history(), "")) {
      open.put(grant, Optional.empty());
    }
  }

  /// A ticket and what was requested with it.
  private record Hanging(String ticket, Requested request) {}
}
