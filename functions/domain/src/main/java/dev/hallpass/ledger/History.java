package dev.hallpass.ledger;

import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Sha256;
import dev.hallpass.persistent.PersistentList;
import dev.hallpass.policy.SessionName;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All entries of one grant, oldest first, with the state that follows from them; empty if nobody
/// requested the grant.
public final class History {

  private final GrantId grant;
  private final PersistentList<Entry> entries;
  private final Grant state;
  private final Optional<CorruptLedger> contradiction;

  private History(
      GrantId grant,
      PersistentList<Entry> entries,
      Grant state,
      Optional<CorruptLedger> contradiction) {
    this.grant = grant;
    this.entries = entries;
    this.state = state;
    this.contradiction = contradiction;
  }

  /// The history of a grant without entries.
  public static History of(GrantId grant) {
    return new History(grant, PersistentList.empty(), new Grant.Unknown(grant), Optional.empty());
  }

  /// The history of these entries.
  public static History of(GrantId grant, List<Entry> entries) {
    History history = of(grant);
    for (Entry entry : entries) {
      history = history.with(entry);
    }
    return history;
  }

  /// This history with one more entry. Only that entry is folded into the state.
  public History with(Entry entry) {
    PersistentList<Entry> more = entries.with(entry);
    if (contradiction.isPresent()) {
      return new History(grant, more, state, contradiction);
    }
    try {
      return new History(grant, more, state.after(entry.event()), contradiction);
    } catch (CorruptLedger found) {
      return new History(grant, more, state, Optional.of(found));
    }
  }

  /// This history as it was before one of its entries.
  ///
  /// @param sequence the sequence number of that entry
  public History before(int sequence) {
    return of(grant, entries.subList(0, sequence));
  }

  public GrantId grant() {
    return grant;
  }

  public List<Entry> entries() {
    return entries;
  }

  /// The state that follows from these entries.
  ///
  /// @throws CorruptLedger if they contradict each other
  public Grant state() {
    if (contradiction.isPresent()) {
      throw contradiction.get();
    }
    return state;
  }

  /// The state of a grant that was requested.
  ///
  /// @throws CorruptLedger if the entries contradict each other, or there are none
  public Grant.Known known() {
    if (state() instanceof Grant.Known known) {
      return known;
    }
    throw new CorruptLedger("nobody asked for " + grant);
  }

  /// The planned end of the access, which later events do not change; empty if no access was
  /// planned.
  public Optional<Instant> plannedEnd() {
    return plan().map(GrantEvent.PolicyPlanned::expiresAt);
  }

  /// The policy that was announced for the grant, also after its end; empty if none was.
  public Optional<GrantEvent.PolicyPlanned> plan() {
    return entries.stream()
        .map(Entry::event)
        .filter(GrantEvent.PolicyPlanned.class::isInstance)
        .map(GrantEvent.PolicyPlanned.class::cast)
        .findFirst();
  }

  /// The end of the access, planned or early; empty if it was never opened and is not over.
  public Optional<Instant> end() {
    return entries.stream().flatMap(entry -> end(entry).stream()).min(Instant::compareTo);
  }

  private static Optional<Instant> end(Entry entry) {
    return switch (entry.event()) {
      case GrantEvent.PolicyPlanned plan -> Optional.of(plan.expiresAt());
      case GrantEvent.GrantEnd _ -> Optional.of(entry.at());
      default -> Optional.empty();
    };
  }

  /// The request; empty before the first entry.
  public Optional<GrantEvent.Requested> request() {
    return entries.stream()
        .limit(1)
        .map(Entry::event)
        .filter(GrantEvent.Requested.class::isInstance)
        .map(GrantEvent.Requested.class::cast)
        .findFirst();
  }

  /// The time of the newest entry with an event of one kind; empty if there is none.
  public Optional<Instant> last(Class<? extends GrantEvent> kind) {
    return entries.stream()
        .filter(entry -> kind.isInstance(entry.event()))
        .map(Entry::at)
        .max(Instant::compareTo);
  }

  /// The newest announced session, if no credentials of it were issued. It may never have been
  /// opened.
  public Optional<SessionName> unusedSession() {
    Optional<SessionName> announced = Optional.empty();
    for (Entry entry : entries) {
      if (entry.event() instanceof GrantEvent.CredentialsPlanned planned) {
        announced = Optional.of(planned.session());
      } else if (entry.event() instanceof GrantEvent.CredentialsIssued) {
        announced = Optional.empty();
      }
    }
    return announced;
  }

  /// Until when answers would have counted to the questions that the next event settles for good;
  /// empty if it settles none.
  public Optional<Instant> settledBy(GrantEvent event) {
    boolean settles =
        event instanceof GrantEvent.PolicyPlanned || event instanceof GrantEvent.GrantEnd;
    return settles && state instanceof Grant.Known known && known.isPending()
        ? entries.stream()
            .map(Entry::event)
            .filter(GrantEvent.ApprovalSought.class::isInstance)
            .map(one -> ((GrantEvent.ApprovalSought) one).answerBy())
            .max(Instant::compareTo)
        : Optional.empty();
  }

  /// What the seal of a yes signs if the yes is the next entry.
  public YesStatement statement(GrantEvent.Approved yes, Instant at) {
    return YesStatement.of(grant, head(), known().dossier().request(), yes, at);
  }

  /// What the seal of a yes signs that is an entry.
  ///
  /// @param entry one of these
  public YesStatement statement(Entry entry, GrantEvent.Approved yes) {
    return YesStatement.of(grant, entry.previous(), known().dossier().request(), yes, entry.at());
  }

  /// The next sequence number.
  public int next() {
    return entries.size();
  }

  /// The hash before the next entry.
  public Sha256 head() {
    return entries.isEmpty() ? Sha256.ZERO : entries.getLast().hash();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof History history
        && grant.equals(history.grant)
        && entries.equals(history.entries);
  }

  @Override
  public int hashCode() {
    return Objects.hash(grant, head());
  }

  @Override
  public String toString() {
    return "History[grant=%s, entries=%s]".formatted(grant, entries);
  }
}
