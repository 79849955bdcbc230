package dev.hallpass.handlers;

import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Person;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.InMemoryLedger;
import dev.hallpass.ledger.Ledger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// A ledger in memory at which something can happen just before it is read or written to.
public final class WatchedLedger implements Ledger {

  private final Ledger ledger = new InMemoryLedger();
  private Runnable beforeRead = () -> {};
  private Runnable beforeAppend = () -> {};

  /// Lets something happen, once, before the next reading.
  public void beforeNextRead(Runnable happening) {
    beforeRead = happening;
  }

  /// Lets something happen, once, before the next entry is added.
  public void beforeNextAppend(Runnable happening) {
    beforeAppend = happening;
  }

  @Override
  public History read(GrantId grant) {
    Runnable first = beforeRead;
    beforeRead = () -> {};
    first.run();
    return ledger.read(grant);
  }

  @Override
  public Optional<Entry> append(History history, GrantEvent event, Instant at) {
    Runnable first = beforeAppend;
    beforeAppend = () -> {};
    first.run();
    return ledger.append(history, event, at);
  }

  @Override
  public List<GrantId> requestedBy(Person requester, int limit) {
    return ledger.requestedBy(requester, limit);
  }

  @Override
  public int requestedSince(Person requester, Instant since) {
    return ledger.requestedSince(requester, since);
  }

  @Override
  public List<GrantId> soughtFrom(Person approver, Instant after) {
    return ledger.soughtFrom(approver, after);
  }

  @Override
  public List<GrantId> requestedOn(LocalDate day) {
    return ledger.requestedOn(day);
  }
}
