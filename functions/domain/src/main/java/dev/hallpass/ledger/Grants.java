package dev.hallpass.ledger;

import dev.hallpass.grant.Clocks;
import dev.hallpass.grant.Decision;
import dev.hallpass.grant.Decision.Accepted;
import dev.hallpass.grant.Grant;
import dev.hallpass.grant.GrantCommand;
import dev.hallpass.grant.GrantEvent;
import dev.hallpass.grant.GrantRules;
import dev.hallpass.identity.GrantId;
import dev.hallpass.identity.Person;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Runs commands: reads the ledger, decides, appends what was decided, and begins again when
/// another writer was faster.
public final class Grants {

  // Every lost race is another writer's progress, so this many are lost only by a hundred at once.
  private static final int MOST_RACES = 100;

  private final Ledger ledger;
  private final RecentHistories recent;
  private final InstantSource clock;

  public Grants(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.recent = new RecentHistories(ledger);
    this.clock = clock;
  }

  /// What is recorded of a grant.
  ///
  /// @throws dev.hallpass.grant.CorruptLedger if it contradicts itself
  public History read(GrantId grant) {
    return ledger.read(grant);
  }

  /// The same, for what is asked for again and again: of a grant that was read this way a short
  /// time ago, only what came since is read and checked.
  ///
  /// @throws dev.hallpass.grant.CorruptLedger if that contradicts itself
  public History readOn(GrantId grant) {
    return recent.read(grant);
  }

  /// The newest grants of a person, newest first.
  public List<History> requestedBy(Person requester, int limit) {
    return ledger.requestedBy(requester, limit).stream()
        .map(ledger::read)
        // An index is not part of the chain: what it says of a grant is checked against the
        // entries.
        .filter(history -> isRequestOf(history, requester))
        .toList();
  }

  /// How many grants a person asked for after an instant. May lag behind by some seconds.
  public int requestedSince(Person requester, Instant since) {
    return ledger.requestedSince(requester, since);
  }

  /// What became or becomes due after an instant and not after another, the earliest first. May lag
  /// behind by some seconds.
  public List<Due> due(Instant after, Instant until) {
    return ledger.due(after, until);
  }

  /// The grants that wait for an answer of a person's, the one that lapses first before the others.
  /// One that was asked of them a moment ago may be missing for some seconds.
  public List<History> awaiting(Person approver) {
    Instant now = now();
    return ledger.soughtFrom(approver, now).stream()
        .map(ledger::read)
        .filter(history -> awaits(history, approver, now))
        .sorted(Comparator.comparing(Grants::due))
        .toList();
  }

  private static Instant due(History history) {
    return history.state() instanceof Grant.AwaitingApproval open
        ? open.answerBy().orElse(Instant.MAX)
        : Instant.MAX;
  }

  private static boolean awaits(History history, Person approver, Instant now) {
    return history.state() instanceof Grant.AwaitingApproval open
        && open.dossier().approvers(open.level()).contains(approver)
        && !open.dossier().isApprovedBy(approver, open.level())
        && !open.isTimeUp(now);
  }

  private static boolean isRequestOf(History history, Person person) {
    return history.state() instanceof Grant.Known grant
        && grant.dossier().request().requester().equals(person);
  }

  /// Runs a command on a grant.
  ///
  /// @throws Contended if other writers were faster every time
  public Run run(GrantId grant, GrantCommand command) {
    return run(ledger.read(grant), command);
  }

  /// Runs a command on a grant whose history was read a moment ago.
  ///
  /// @throws Contended if other writers were faster every time
  public Run run(History history, GrantCommand command) {
    History current = history;
    for (int race = 0; race < MOST_RACES; race++) {
      Instant now = now();
      Decision decision = GrantRules.decide(current.state(), command, now);
      if (!(decision instanceof Accepted(GrantEvent event))) {
        return new Run(decision, current);
      }
      Optional<Entry> entry = ledger.append(current, event, now);
      if (entry.isPresent()) {
        return new Run(decision, current.with(entry.get()));
      }
      current = ledger.readOn(current);
    }
    throw new Contended(history.grant());
  }

  /// The time, in the milliseconds that entries are written with.
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /// The earliest time that any other clock may show now: what is over by then is over by
  /// everybody's.
  public Instant earliestNow() {
    return now().minus(Clocks.APART);
  }

  /// The latest time that any other clock may show now: what is not over by then is not over by
  /// anybody's.
  public Instant latestNow() {
    return now().plus(Clocks.APART);
  }

  /// What a command came to: the decision, and the history it was made on with the new entry in it.
  public record Run(Decision decision, History history) {

    /// Whether the command was accepted and is recorded.
    public boolean isAccepted() {
      return decision instanceof Accepted;
    }
  }

  /// Thrown when a grant is written to by so many at once that a command found no place.
  public static final class Contended extends RuntimeException {
    Contended(GrantId grant) {
      super("Too many writers at once on " + grant);
    }
  }
}
