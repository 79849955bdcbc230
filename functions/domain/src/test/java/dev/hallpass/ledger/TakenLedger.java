package dev.hallpass.ledger;

import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A ledger in which every place is taken a moment before.
final class TakenLedger implements Ledger {

  @Override
  public History read(GrantId grant) {
    return History.of(grant);
  }

  @Override
  public Optional<Doorbell> lastDoorbell(GrantId grant) {
    return Optional.empty();
  }

  @Override
  public Optional<Entry> append(History history, GrantEvent event, Instant at) {
    return Optional.empty();
  }

  @Override
  public List<GrantId> requestedBy(Person requester, int limit) {
    return List.of();
  }

  @Override
  public int requestedSince(Person requester, Instant since) {
    return 0;
  }

  @Override
  public List<GrantId> soughtFrom(Person approver, Instant after) {
    return List.of();
  }

  @Override
  public List<Due> due(Instant after, Instant until) {
    return List.of();
  }
}
