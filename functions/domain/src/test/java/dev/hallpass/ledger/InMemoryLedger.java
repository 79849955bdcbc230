package dev.hallpass.ledger;

import dev.hallpass.approval.ApprovalPlan;
import dev.hallpass.grant.CorruptLedger;
import dev.hallpass.grant.Doorbell;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantEvent.ApprovalSought;
import dev.hallpass.grant.GrantEvent.MailSent;
import dev.hallpass.grant.GrantEvent.Requested;
import dev.hallpass.identity.EntitlementId;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import dev.hallpass.identity.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A ledger in memory, for tests. It keeps to the contract, but its hashes are its own: of the
/// previous hash, the event as Java prints it, and its time.
public class InMemoryLedger implements Ledger {

  private static final Build BUILD = new Build("in-memory", Sha256.ZERO);

  // In the order of arrival, which is the order of time where clocks agree.
  private final List<Entry> entries = new ArrayList<>();
  private final Map<GrantId, List<Entry>> chains = new HashMap<>();

  // What is due after each entry, as far as somebody has asked: what stands before an entry never
  // changes.
  private final List<Optional<Due>> dues = new ArrayList<>();

  @Override
  public synchronized History read(GrantId grant) {
    History history = History.of(grant);
    for (Entry entry : of(grant)) {
      if (!entry.equals(entryBehind(history, entry.event(), entry.at()))) {
        throw new CorruptLedger("the entries of " + grant + " are no chain");
      }
      history = history.with(entry);
    }
    return history;
  }

  @Override
  public synchronized Optional<Doorbell> lastDoorbell(GrantId grant) {
    return of(grant).reversed().stream()
        .flatMap(entry -> entry.event().hung().stream())
        .findFirst();
  }

  @Override
  public synchronized Optional<History> append(
      History history, List<GrantEvent> events, Instant at) {
    List<Entry> mine = new ArrayList<>();
    History after = history;
    for (GrantEvent event : events) {
      mine.add(entryBehind(after, event, at));
      after = after.with(mine.getLast());
    }
    List<Entry> chain = chains.computeIfAbsent(history.grant(), _ -> new ArrayList<>());
    if (chain.containsAll(mine)) {
      return Optional.of(after);
    }
    if (mine.stream().anyMatch(entry -> isTaken(chain, entry.sequence()))) {
      return Optional.empty();
    }
    entries.addAll(mine);
    chain.addAll(mine);
    return Optional.of(after);
  }

  private static boolean isTaken(List<Entry> chain, int sequence) {
    return chain.stream().anyMatch(entry -> entry.sequence() == sequence);
  }

  /// Whether nothing was ever added.
  public synchronized boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public synchronized List<GrantId> requestedBy(Person requester, int limit) {
    return newest(requester, _ -> true, limit);
  }

  @Override
  public synchronized List<GrantId> requestedSince(Person requester, Instant since, int limit) {
    return newest(requester, entry -> entry.at().isAfter(since), limit);
  }

  @Override
  public synchronized List<GrantId> glassBrokenBy(Person requester, int limit) {
    return newest(
        requester,
        entry -> ((Requested) entry.event()).plan() instanceof ApprovalPlan.BreakGlass,
        limit);
  }

  @Override
  public synchronized List<Precedent> precedents(
      Person requester, EntitlementId entitlement, int limit) {
    return filtered(entry -> isFor(entry.grant(), requester, entitlement))
        .flatMap(entry ->
            Precedent.kind(before(entry), entry.event()).stream()
                .map(kind -> new Precedent(entry.grant(), kind, entry.at())))
        .sorted(Comparator.comparing(Precedent::at).reversed())
        .limit(limit)
        .toList();
  }

  private boolean isFor(GrantId grant, Person requester, EntitlementId entitlement) {
    return of(grant).getFirst().event() instanceof Requested asked
        && asked.requester().isSameHumanAs(requester)
        && asked.entitlement().equals(entitlement);
  }

  private List<GrantId> newest(Person requester, Predicate<Entry> requests, int limit) {
    return filtered(entry ->
            entry.event() instanceof Requested asked
                && asked.requester().isSameHumanAs(requester)
                && requests.test(entry))
        .sorted(Comparator.comparing(Entry::at).reversed())
        .limit(limit)
        .map(Entry::grant)
        .toList();
  }

  @Override
  public synchronized List<GrantId> soughtFrom(Person approver, Instant after) {
    return filtered(entry ->
            entry.event() instanceof ApprovalSought sought
                && sought.approver().equals(approver)
                && sought.answerBy().isAfter(after))
        .sorted(Comparator.comparing(entry -> ((ApprovalSought) entry.event()).answerBy()))
        .map(Entry::grant)
        .distinct()
        .toList();
  }

  @Override
  public synchronized Set<GrantId> settledBefore(Instant after) {
    return filtered(entry -> settledBy(entry).filter(after::isBefore).isPresent())
        .map(Entry::grant)
        .collect(Collectors.toSet());
  }

  private Optional<Instant> settledBy(Entry entry) {
    return before(entry).settledBy(entry.event());
  }

  @Override
  public synchronized List<Instant> mailedTo(Person person, Instant since, int limit) {
    return filtered(entry ->
            entry.event() instanceof MailSent mail
                && mail.to().isSameHumanAs(person)
                && entry.at().isAfter(since))
        .map(Entry::at)
        .sorted(Comparator.reverseOrder())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Due> due(Instant after, Instant until) {
    while (dues.size() < entries.size()) {
      dues.add(due(entries.get(dues.size())));
    }
    return dues.stream()
        .flatMap(Optional::stream)
        .filter(due -> due.at().isAfter(after) && !due.at().isAfter(until))
        .sorted(Comparator.comparing(Due::at))
        .toList();
  }

  private Optional<Due> due(Entry entry) {
    return Due.after(before(entry), entry.event(), entry.at());
  }

  private History before(Entry entry) {
    return History.of(entry.grant(), of(entry.grant()).subList(0, entry.sequence()));
  }

  private Stream<Entry> filtered(Predicate<Entry> which) {
    return entries.stream().filter(which);
  }

  private List<Entry> of(GrantId grant) {
    return chains.getOrDefault(grant, List.of()).stream()
        .sorted(Comparator.comparingInt(Entry::sequence))
        .toList();
  }

  private static Entry entryBehind(History history, GrantEvent event, Instant at) {
    Sha256 hash = Sha256.of(history.head().hex() + event + at);
    return new Entry(
        history.grant(), history.next(), at, event.actor(), event, BUILD, history.head(), hash);
  }
}
