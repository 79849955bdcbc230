package dev.hallpass.ledger;

import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantId;
import dev.hallpass.grant.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything that is recorded of one grant, oldest first; empty if nobody asked for it.
public record History(GrantId grant, List<Entry> entries) {

  public History {
    entries = List.copyOf(entries);
  }

  /// The state these entries add up to.
  ///
  /// @throws CorruptLedger if they contradict each other
  public Grant state() {
    return Grant.replay(entries.stream().map(Entry::event).toList());
  }

  /// When the access was planned to end, which nothing that came later changes; empty if it was
  /// never planned to open.
  public Optional<Instant> plannedEnd() {
    return plan().map(GrantEvent.PolicyPlanned::expiresAt);
  }

  /// The policy that was announced for the grant, also when it is over; empty if none ever was.
  public Optional<GrantEvent.PolicyPlanned> plan() {
    return entries.stream()
        .map(Entry::event)
        .filter(GrantEvent.PolicyPlanned.class::isInstance)
        .map(GrantEvent.PolicyPlanned.class::cast)
        .findFirst();
  }

  /// When the access ends, or ended, as planned or before; empty if it neither was opened nor is
  /// over.
  public Optional<Instant> end() {
    return entries.stream().flatMap(entry -> end(entry).stream()).min(Instant::compareTo);
  }

  private static Optional<Instant> end(Entry entry) {
    return switch (entry.event()) {
      case GrantEvent.PolicyPlanned plan -> Optional.of(plan.expiresAt());
      case GrantEvent.Ended _,
          GrantEvent.Returned _,
          GrantEvent.Revoked _,
          GrantEvent.Failed _,
          GrantEvent.Denied _,
          GrantEvent.Lapsed _,
          GrantEvent.Cancelled _ ->
          Optional.of(entry.at());
      case GrantEvent.Requested _,
          GrantEvent.DoorbellHung _,
          GrantEvent.ApprovalSought _,
          GrantEvent.MailSent _,
          GrantEvent.MailBounced _,
          GrantEvent.Told _,
          GrantEvent.CodeRefused _,
          GrantEvent.Escalated _,
          GrantEvent.Approved _,
          GrantEvent.ApprovedByRule _,
          GrantEvent.Activated _,
          GrantEvent.CredentialsPlanned _,
          GrantEvent.CredentialsIssued _,
          GrantEvent.EndNeared _,
          GrantEvent.SessionsRevoked _,
          GrantEvent.RevocationLifted _,
          GrantEvent.PolicyDeleted _,
          GrantEvent.LateRecord _,
          GrantEvent.DriftFound _,
          GrantEvent.ReviewSought _,
          GrantEvent.Reviewed _ ->
          Optional.empty();
    };
  }

  /// The sequence number that comes next.
  public int next() {
    return entries.size();
  }

  /// The hash that the next entry follows.
  public Sha256 head() {
    return entries.isEmpty() ? Sha256.ZERO : entries.getLast().hash();
  }

  /// This history with one more entry.
  public History with(Entry entry) {
    return new History(grant, Stream.concat(entries.stream(), Stream.of(entry)).toList());
  }
}
