package dev.hallpass.local.console;

import dev.hallpass.adapters.json.StoredEntry;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import dev.hallpass.ledger.Build;
import dev.hallpass.ledger.Due;
import dev.hallpass.ledger.Entry;
import dev.hallpass.ledger.History;
import dev.hallpass.ledger.Ledger;
import dev.hallpass.ledger.Precedent;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A ledger in memory, whose grants can be made to contradict themselves.
final class CorruptibleLedger implements Ledger {

  private static final Build BUILD = new Build("test", Sha256.of("catalogue"));

  private final Map<GrantId, History> histories = new LinkedHashMap<>();
  private final Set<GrantId> corrupt = new HashSet<>();

  void add(GrantId grant, GrantEvent event, Instant at) {
    History history = read(grant);
    Entry entry = StoredEntry.behind(history, event, at, BUILD).entryBehind(history);
    histories.put(grant, history.with(entry));
  }

  void corrupt(GrantId grant) {
    corrupt.add(grant);
  }

  @Override
  public History read(GrantId grant) {
    if (corrupt.contains(grant)) {
      throw new CorruptLedger("entry 0 is missing");
    }
    return histories.getOrDefault(grant, History.of(grant));
  }

  @Override
  public Optional<Doorbell> lastDoorbell(GrantId grant) {
    throw new UnsupportedOperationException("no page wakes a workflow");
  }

  @Override
  public Optional<History> append(History history, List<GrantEvent> events, Instant at) {
    throw new UnsupportedOperationException("no page writes");
  }

  @Override
  public List<GrantId> requestedBy(Person requester, int limit) {
    throw new UnsupportedOperationException("no page asks for a person's grants");
  }

  @Override
  public List<GrantId> requestedSince(Person requester, Instant since, int limit) {
    throw new UnsupportedOperationException("no page counts a person's requests");
  }

  @Override
  public List<Precedent> precedents(Person requester, EntitlementId entitlement, int limit) {
    throw new UnsupportedOperationException("no page asks for a person's grants");
  }

  @Override
  public List<GrantId> glassBrokenBy(Person requester, int limit) {
    throw new UnsupportedOperationException("no page asks who broke the glass");
  }

  @Override
  public List<GrantId> soughtFrom(Person approver, Instant after) {
    throw new UnsupportedOperationException("no page asks for an approver's questions");
  }

  @Override
  public Set<GrantId> settledBefore(Instant after) {
    throw new UnsupportedOperationException("no page asks for an approver's questions");
  }

  @Override
  public List<Instant> mailedTo(Person person, Instant since, int limit) {
    throw new UnsupportedOperationException("no page counts a person's mails");
  }

  @Override
  public List<Due> due(Instant after, Instant until) {
    return List.of();
  }

  /// The newest first.
  List<GrantId> grants() {
    return List.copyOf(histories.keySet()).reversed();
  }
}
